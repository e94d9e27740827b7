"""Stacks of threads and of coroutines, as frames, outermost first."""

from __future__ import annotations

import contextvars
import inspect
import os
from concurrent.futures.thread import _WorkItem
from types import BuiltinMethodType, CoroutineType, FrameType, GeneratorType
from typing import Any

OUTERMOST = 8  # a worker thread runs a context in one of so many frames

HERE = os.path.dirname(os.path.abspath(__file__))

boundaries: set[int] = set()  # ids of the code objects that call the application


def frames_below(top: FrameType | None) -> list[FrameType]:
    """The frames that lead to `top`, outermost first."""
    frames: list[FrameType] = []
    while top is not None:
        frames.append(top)
        top = top.f_back
    return frames[::-1]


def awaited_by(waiting: Any) -> list[FrameType]:
    """The frames of a suspended coroutine and of what it awaits, outermost first."""
    frames: list[FrameType] = []
    while True:
        # Of other objects nothing is asked: they may be the application's, and answer by working.
        if type(waiting) is CoroutineType:
            frame, waiting = waiting.cr_frame, waiting.cr_await
        elif type(waiting) is GeneratorType:
            frame, waiting = waiting.gi_frame, waiting.gi_yieldfrom
        else:
            return frames
        if frame is not None:
            frames.append(frame)


def is_own(frame: FrameType) -> bool:
    """Whether it is of this package, and not of the application or its server."""
    return frame.f_code.co_filename.startswith(HERE)


def below_middleware(frames: list[FrameType]) -> list[FrameType]:
    """The frames that the outermost middleware called; nothing if none is on the stack."""
    for place, frame in enumerate(frames, 1):
        if id(frame.f_code) in boundaries:
            return frames[place:]
    return []


def in_a_context(frames: list[FrameType]) -> tuple[contextvars.Context | None, list[FrameType]]:
    """The context that a thread runs, which one of its first frames holds, and what runs in it."""
    context, below = None, frames
    for place, frame in enumerate(frames[:OUTERMOST], 1):
        is_function = frame.f_code.co_flags & inspect.CO_OPTIMIZED
        for value in list(frame.f_locals.values()) if is_function else ():
            found: Any = value
            if type(found) is _WorkItem:
                # asyncio.to_thread gives a partial, which Python 3.14 keeps in a tuple.
                task = found.fn if hasattr(found, "fn") else getattr(found, "task", (None,))[0]
                found = getattr(task, "func", None)
            if type(found) is BuiltinMethodType:
                found = found.__self__
            if type(found) is contextvars.Context:
                context, below = found, frames[place:]
    return context, below
