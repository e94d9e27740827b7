"""What threads and asyncio's tasks do at one moment, for each request by itself.

A task that waits has the stack of what it awaits. Other tasks and worker threads that run in a copy
of the request's context (asyncio.create_task, anyio, asgiref) belong to the request; what runs in
one of them stands below what the request's own task awaits.
"""

from __future__ import annotations

import asyncio
import contextvars
import functools
import gc
from types import CodeType, FrameType
from typing import Any

from .stacks import awaited_by, below_middleware, frames_below, in_a_context, is_own

DEEPEST = 256
Task = Any  # an asyncio.Task, whose get_context Python 3.12 brought


class Moment:
    """What all threads and tasks do at one moment; `owner` tells whose a context is."""

    def __init__(self, tops: dict[int, FrameType], owner: contextvars.ContextVar[Any]) -> None:
        self._tops = tops
        self._owner = owner
        self._tasks: dict[object, list[Task]] = {}

    def _others(self, task: Task, request: object) -> list[Task]:
        """The request's tasks besides its first one."""
        loop = task.get_loop()
        if loop not in self._tasks:
            self._tasks[loop] = list(asyncio.all_tasks(loop))
        return [t for t in self._tasks[loop] if t is not task and self._owner_of(t) is request]

    def _owner_of(self, task: Task) -> object:
        if hasattr(task, "get_context"):
            return task.get_context().get(self._owner)
        held = gc.get_referents(task)  # how Python before 3.12 tells it
        return next((c.get(self._owner) for c in held if type(c) is contextvars.Context), None)

    @functools.cached_property
    def _workers(self) -> dict[object, list[FrameType]]:
        found = {}
        for top in self._tops.values():
            context, frames = in_a_context(frames_below(top))
            if context is not None:
                found[context.get(self._owner)] = frames
        return found

    def _below(self, request: object, task: Task, top: list[FrameType]) -> list[FrameType]:
        """What the request's other tasks and threads do: what runs, else what waits deepest."""
        running = asyncio.current_task(task.get_loop())
        others = self._others(task, request)
        if running in others:
            return stack_of_task(running, top)
        if request in self._workers:
            return self._workers[request]
        return max((stack_of_task(other, top) for other in others), key=len, default=[])

    def stack_of(self, request: object, thread: int, task: Task | None) -> list[CodeType]:
        """The code that runs, or waits, in a thread or, where one is given, a task of it."""
        top = frames_below(self._tops.get(thread))
        frames = below_middleware(top if task is None else stack_of_task(task, top))
        if task is not None and not is_running(task):
            frames += self._below(request, task, top)
        return [frame.f_code for frame in frames if not is_own(frame)][:DEEPEST]


def is_running(task: Task) -> bool:
    return asyncio.current_task(task.get_loop()) is task


def stack_of_task(task: Task, top: list[FrameType]) -> list[FrameType]:
    """A task's frames: a part of those of its loop's thread, `top`, if it runs, else its own."""
    waiting = awaited_by(task.get_coro())
    if not is_running(task):
        return waiting
    return top[top.index(waiting[0]) :] if waiting and waiting[0] in top else []
