"""``prof2dot`` and ``python -m prof2dot``: the native program takes this process over."""

from __future__ import annotations

import os
import sys

from .native import PROGRAM, environment


def main(name: str = "prof2dot") -> None:
    os.execve(PROGRAM, [name, *sys.argv[1:]], environment())


def gprof2dot() -> None:
    """The same under gprof2dot's name, with its defaults."""
    main("gprof2dot")


if __name__ == "__main__":
    main()
