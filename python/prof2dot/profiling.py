"""Profiles a part of a program and writes what was found: a context manager and a decorator."""

from __future__ import annotations

import atexit
import contextlib
import cProfile
import functools
import os
import threading
import warnings
from collections.abc import Generator
from inspect import iscoroutinefunction
from typing import Any, Callable, TypeVar, cast

from .native import Prof2dotError, run_on
from .rendering import Option, arguments_of, stats_bytes

Function = TypeVar("Function", bound=Callable[..., Any])


class profile:
    """Profiles a block, or all calls of a function; writes what its output's ending asks for.

    It may be entered again, inside or afterwards: all that was measured is added up. A block's
    output is written when the outermost block ends, a function's when Python ends or at `write`.
    Where another profiler is active a block fails, a function runs without being measured.
    Exceptions go on as they came. Until Python 3.12 other threads are not measured.
    """

    def __init__(self, output: str | os.PathLike[str], **options: Option) -> None:
        name, ending = os.path.splitext(os.path.basename(output))
        self._name = name if ending != ".json" else "-"  # JSON has its inputs' paths
        self._words = [*arguments_of(options), "-o", os.path.abspath(output)]
        self._profiler, self._lock = cProfile.Profile(), threading.Lock()
        self._depth, self._awaits_exit = 0, False

    def _start(self) -> None:
        with self._lock:
            if not self._depth:
                try:
                    self._profiler.enable()
                except ValueError as error:
                    raise Prof2dotError(f"cannot profile: {error}") from error
            self._depth += 1

    def _stop(self) -> bool:
        """Whether this was the outermost block."""
        with self._lock:
            self._depth -= 1
            if not self._depth:
                self._profiler.disable()
            return not self._depth

    @contextlib.contextmanager
    def _call(self) -> Generator[None, None, None]:
        """Around a function, which must work as ever where another profiler is active."""
        try:
            self._start()
        except Prof2dotError:
            return (yield)
        try:
            yield
        finally:
            self._stop()

    def write(self) -> None:
        """Writes what has been measured so far."""
        run_on(stats_bytes(self._profiler), self._name, self._words)

    def __enter__(self) -> profile:
        self._start()
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not self._stop():
            return
        try:
            self.write()
        except Prof2dotError as failure:
            if not error:
                raise
            warnings.warn(f"prof2dot: {failure}", stacklevel=2)  # the block's error comes first

    def __call__(self, function: Function) -> Function:
        if not self._awaits_exit:
            self._awaits_exit = True
            atexit.register(self.write)

        @functools.wraps(function)
        def measured(*args: Any, **kwargs: Any) -> Any:
            with self._call():
                return function(*args, **kwargs)

        @functools.wraps(function)
        async def measured_coroutine(*args: Any, **kwargs: Any) -> Any:
            with self._call():
                return await function(*args, **kwargs)

        return cast(Function, measured_coroutine if iscoroutinefunction(function) else measured)
