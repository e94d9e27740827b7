import unittest
from busy import busy


class BusyTest(unittest.TestCase):
    def test_busy(self):
        self.assertEqual(busy(3), 5)


if __name__ == "__main__":
    unittest.main()
