"""f0 calls f1, which calls f2, and so on: 3,000 calls deep, with some work in each."""

import sys

LENGTH = 3000
FUNCTION = """
def f{i}(n):
    total = sum(range(n % 50))
    return total + f{next}(n + 1)
"""


def main():
    sys.setrecursionlimit(10 * LENGTH)
    functions = [FUNCTION.format(i=i, next=i + 1) for i in range(LENGTH - 1)]
    functions.append("\ndef f%d(n):\n    return n\n" % (LENGTH - 1))
    names = {}
    exec(compile("".join(functions), "links.py", "exec"), names)
    names["f0"](0)


main()
