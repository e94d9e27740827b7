"""Outputs of profiles that lie in files or in memory."""

from __future__ import annotations

import cProfile
import marshal
import os
import pstats
from collections.abc import Iterable
from typing import Literal, Union, overload

from .native import run

Source = Union[str, "os.PathLike[str]", cProfile.Profile, pstats.Stats]
Option = Union[str, float, bool, None, Iterable[str]]

BINARY = ("png", "pstats")


def arguments_of(options: dict[str, Option]) -> list[str]:
    """Keyword arguments as the command line has them: ``max_nodes=20`` is ``--max-nodes=20``.

    True is an option without a value, a list gives it several times, False and None not at all.
    """
    words: list[str] = []
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        if value is True:
            words.append(option)
        elif isinstance(value, (str, int, float)) and value is not False:
            words.append(f"{option}={value}")
        elif value is not None and not isinstance(value, (bool, float)):
            words.extend(f"{option}={item}" for item in value)
    return words


def stats_bytes(source: cProfile.Profile | pstats.Stats) -> bytes:
    """The bytes that ``dump_stats`` writes; a profiler that is running goes on."""
    if isinstance(source, pstats.Stats):
        return marshal.dumps(source.stats)  # type: ignore[attr-defined]
    source.snapshot_stats()
    return marshal.dumps(source.stats)


@overload
def render(  # type: ignore[overload-overlap]
    source: Source, format: Literal["png", "pstats"], **options: Option
) -> bytes: ...
@overload
def render(source: Source, format: str = "svg", **options: Option) -> str: ...
def render(source: Source, format: str = "svg", **options: Option) -> bytes | str:
    """An output of a profile, in any format of ``prof2dot --help``: text; PNG and pstats are bytes.

    The source is the path of a profile, a profiler, or statistics. Options are those of the
    command line. Prof2dotError says in one line what is wrong.
    """
    words = ["--type=" + format, *arguments_of(options)]
    if isinstance(source, (cProfile.Profile, pstats.Stats)):
        made = run([*words, "--", "-"], stats_bytes(source))
    else:
        path = os.fspath(source)
        made = run([*words, "--", os.path.join(".", path) if path[:1] == "-" else path])
    return made if format in BINARY else made.decode("utf-8")
