"""Call graphs, flame views and reports of Python profiles, made by a native program."""

from .native import Prof2dotError
from .profiling import profile
from .rendering import render

__all__ = ["Prof2dotError", "profile", "render"]
