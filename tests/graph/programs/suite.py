"""Writes a package of 60 modules with 90 functions each and tests for all, finds and runs them."""

import io
import os
import sys
import tempfile
import unittest

MODULES, FUNCTIONS, TESTS = 60, 90, 10
FUNCTION = """
def f{i}(n):
    return n if n < {i} % 7 + 1 else f{next}(n - 2) + {i}
"""
TEST = """
    def test_{i}(self):
        with self.subTest(first={i}):
            for f in vars(module).values():
                if callable(f) and f.__name__.endswith("{i}"):
                    self.assertIsInstance(f(4), int)
        self.assertRaises(TypeError, module.f{i}, None)
"""


def write(folder, number):
    with open(os.path.join(folder, "part%d.py" % number), "w") as file:
        for i in range(FUNCTIONS):
            file.write(FUNCTION.format(i=i, next=(i * 7 + 1) % FUNCTIONS))
    with open(os.path.join(folder, "test_part%d.py" % number), "w") as file:
        file.write("import unittest\n\nimport part%d as module\n\n\n" % number)
        file.write("class Test%d(unittest.TestCase):\n    maxDiff = None\n" % number)
        for i in range(TESTS):
            file.write(TEST.format(i=i))


def main():
    with tempfile.TemporaryDirectory() as folder:
        for number in range(MODULES):
            write(folder, number)
        sys.path.insert(0, folder)
        suite = unittest.defaultTestLoader.discover(folder)
        result = unittest.TextTestRunner(stream=io.StringIO(), verbosity=2).run(suite)
        assert result.wasSuccessful() and result.testsRun == MODULES * TESTS


main()
