"""The native program: where it is, how it is run, how it says what went wrong."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.environ.get("PROF2DOT") or os.path.join(HERE, "prof2dot")
FONTS = os.path.join(HERE, "fonts", "fonts.conf")


class Prof2dotError(Exception):
    """What the program said, in one line, when it could not do what was asked."""


def environment() -> dict[str, str]:
    """The environment for the program: with the font to take where the system has none."""
    return {"PROF2DOT_FONTS": FONTS, **os.environ} if os.path.exists(FONTS) else dict(os.environ)


def run(arguments: Sequence[str], stdin: bytes = b"") -> bytes:
    """What the program writes to its standard output; Prof2dotError if it fails."""
    done = subprocess.run(
        [PROGRAM, *arguments], input=stdin, capture_output=True, env=environment(), check=False
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("prof2dot: ")
        raise Prof2dotError(said.splitlines()[0] if said else f"exit status {done.returncode}")
    return done.stdout
