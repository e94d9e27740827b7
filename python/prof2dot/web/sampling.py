"""Samples the stacks of requests, each by itself, from a thread beside the server's.

cProfile cannot do that: from Python 3.12 on only one can be active in a process, and it mixes the
threads. A sample gives the time since the last one to the stack that the request is in, so the sum
is what the request took; functions that are written in C count for their callers.
"""

from __future__ import annotations

import contextvars
import os
import sys
import threading
import time
from typing import Optional

from .moment import Moment
from .request import Request

INTERVAL = 0.01
CLOSE_INTERVAL = 0.001  # while a request is measured that somebody asked for
TICKS_BEFORE_REST = 100


# Whose a context is: that of the request's task, and its copies.
CURRENT: contextvars.ContextVar[Optional[Request]] = contextvars.ContextVar("prof2dot")


class Sampler:
    """A thread that looks at all requests that are being served; it rests when there is none."""

    def __init__(self) -> None:
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._live: dict[Request, None] = {}
        self._thread: threading.Thread | None = None

    def resume(self, request: Request) -> None:
        """The calling thread, or the request's task, works for the request from now on."""
        with self._lock:
            request.resume()
            self._live[request] = None
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="prof2dot", daemon=True)
                self._thread.start()
        if not self._wake.is_set():
            self._wake.set()

    def pause(self, request: Request) -> None:
        with self._lock:
            if request in self._live:
                del self._live[request]
                request.spend()

    def _run(self) -> None:
        while self._wake.wait():
            idle = 0
            while idle < TICKS_BEFORE_REST:
                is_close = any(request.is_asked_for for request in list(self._live))
                time.sleep(CLOSE_INTERVAL if is_close else INTERVAL)
                idle = 0 if self._live else idle + 1
                with self._lock:
                    moment = Moment(sys._current_frames(), CURRENT)
                    for request in self._live:
                        try:
                            codes = moment.stack_of(request, request.thread, request.task)
                        except Exception:  # tasks may be another library's, or of a closed loop
                            codes = []
                        request.spend(codes)
            self._wake.clear()
            if self._live:  # one has begun before that
                self._wake.set()


SAMPLER = Sampler()
