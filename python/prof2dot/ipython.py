"""%prof2dot and %%prof2dot in IPython and notebooks: picture, summary and report of what is run."""

from __future__ import annotations

import ast
import cProfile
import html
import inspect
import marshal
import operator
import shlex
from typing import Any

from IPython.core.error import UsageError
from IPython.core.getipython import get_ipython
from IPython.display import display

from .native import Prof2dotError, run_on

FRAME = """<details><summary>Report</summary>
<iframe srcdoc="{}" sandbox="allow-scripts" style="width:100%;height:640px;border:0"></iframe>
</details>"""


def cell_of(file: str, shell: Any) -> str | None:
    """How IPython's tracebacks name the cell that a code object is of: In[3]."""
    label = getattr(shell.compile, "format_code_name", lambda name: None)(file)
    return label[1] if label else None


def number_of_cell(shell: Any) -> int:
    """The number of the cell that runs; IPython counts on before or after it."""
    frame = inspect.currentframe()
    while frame is not None:
        label = cell_of(frame.f_code.co_filename, shell)
        if label is not None:
            return int(label.strip("In[]"))
        frame = frame.f_back
    return int(shell.execution_count)


def stats_by_cells(profiler: cProfile.Profile, shell: Any) -> bytes:
    """The statistics, with the names of cells instead of files.

    Several pieces of code may have the name of one cell: functions of theirs that are named alike
    count as one, as in pstats.Stats.add.
    """

    def named(function: tuple[str, int, str]) -> tuple[str, int, str]:
        return (cell_of(function[0], shell) or function[0], *function[1:])

    def added(numbers: Any, more: Any) -> tuple[Any, ...]:
        return tuple(map(operator.add, numbers, more))

    profiler.snapshot_stats()
    measured: dict[Any, Any] = profiler.stats
    nothing = (0, 0, 0, 0)
    stats: dict[Any, Any] = {}
    for function, (*numbers, callers) in measured.items():
        *before, calls = stats.get(named(function), (*nothing, {}))
        for caller, costs in callers.items():
            calls[named(caller)] = added(calls.get(named(caller), nothing), costs)
        stats[named(function)] = (*added(before, numbers), calls)
    return marshal.dumps(stats)


def show(stats: bytes, name: str, options: list[str]) -> None:
    """Displays the picture, the summary in words, and the report, which opens on a click."""

    def made(*words: str) -> str:
        # By -T the last one counts: options choose the picture, and nothing else.
        return run_on(stats, name, words).decode("utf-8")

    picture = made("-T", "spine", *options)
    summary = made("--color=never", *options, "-T", "summary")
    frame = FRAME.format(html.escape(made(*options, "-T", "html")))
    page = f"{picture}\n<pre>{html.escape(summary)}</pre>\n{frame}"
    display({"text/html": page, "text/plain": summary}, raw=True)  # type: ignore[no-untyped-call]


def prof2dot(line: str, cell: str | None = None) -> None:
    """Profiles a statement (%prof2dot STATEMENT) or a cell (%%prof2dot [OPTION]...).

    Options are those of the command line that choose what is shown; -T takes another picture, such
    as -T svg. An exception is shown as ever, after what was measured until then.
    """
    shell: Any = get_ipython()
    options = shlex.split(line) if cell is not None else []
    if any(word.startswith(("-o", "--out")) for word in options):
        raise UsageError("%%prof2dot shows its outputs: prof2dot.render gives them to be written")
    text = shell.transform_cell(line if cell is None else cell)
    number = number_of_cell(shell)
    name = shell.compile.cache(text, number)
    code = shell.compile(ast.parse(text, name), name, "exec")
    profiler = cProfile.Profile()
    try:
        profiler.runctx(code, shell.user_ns, shell.user_ns)
    finally:
        try:
            show(stats_by_cells(profiler, shell), f"In[{number}]", options)
        except Prof2dotError as error:
            raise UsageError(str(error)) from None
