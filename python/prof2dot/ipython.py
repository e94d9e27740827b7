"""%prof2dot and %%prof2dot in IPython and notebooks: picture, summary and report of what is run."""

from __future__ import annotations

import ast
import cProfile
import html
import shlex
from typing import Any

from IPython.core.error import UsageError
from IPython.core.getipython import get_ipython
from IPython.display import display

from .native import Prof2dotError, run
from .rendering import stats_bytes

FRAME = """<details><summary>Report</summary>
<iframe srcdoc="{}" sandbox="allow-scripts" style="width:100%;height:640px;border:0"></iframe>
</details>"""


def show(stats: bytes, options: list[str]) -> None:
    """Displays the picture, the summary in words, and the report, which opens on a click."""

    def made(*words: str) -> str:
        # By -T the last one counts: options choose the picture, and nothing else.
        return run([*words, "--", "-"], stats).decode("utf-8")

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
    name = shell.compile.cache(text, shell.execution_count)
    code = shell.compile(ast.parse(text, name), name, "exec")
    profiler = cProfile.Profile()
    try:
        profiler.runctx(code, shell.user_ns, shell.user_ns)
    finally:
        try:
            show(stats_bytes(profiler), options)
        except Prof2dotError as error:
            raise UsageError(str(error)) from None
