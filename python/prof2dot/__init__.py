"""Call graphs, flame views and reports of Python profiles, made by a native program."""

from typing import Any

from .native import Prof2dotError
from .profiling import profile
from .rendering import render

__all__ = ["Prof2dotError", "profile", "render"]


def load_ipython_extension(shell: Any) -> None:
    """What ``%load_ext prof2dot`` calls: the magics %prof2dot and %%prof2dot."""
    from . import ipython

    shell.register_magic_function(ipython.prof2dot, "line_cell", "prof2dot")
