"""The native program: where it is, how it is run, how it says what went wrong."""

from __future__ import annotations

import os
import subprocess
import tempfile
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


def run_on(profile: bytes, name: str, arguments: Sequence[str]) -> bytes:
    """The same on a profile in memory, which outputs call `name`: "-" standard input."""
    if name == "-":
        return run([*arguments, "--", "-"], profile)
    with tempfile.TemporaryDirectory(prefix="prof2dot-") as folder:
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(profile)
        return run([*arguments, "--", path])
