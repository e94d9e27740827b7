"""Middleware for ASGI, under asyncio. Time in which a request waits counts, where it waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, Callable

from . import stacks
from .middleware import HEADER, Middleware
from .request import Request
from .sampling import CURRENT, SAMPLER

NAME = HEADER.lower().encode()
Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]


def current_task() -> asyncio.Task[Any] | None:
    try:
        return asyncio.current_task()
    except RuntimeError:  # another kind of event loop
        return None


class AsgiMiddleware(Middleware):
    __doc__ = Middleware.__doc__

    async def __call__(self, scope: Message, receive: Callable[[], Any], send: Send) -> None:
        request, task = None, None
        if scope["type"] == "http":
            given = (value for name, value in scope["headers"] if name.lower() == NAME)
            request, task = self._request(scope["method"], scope["path"], given), current_task()
        if request is None or task is None:
            await self.app(scope, receive, send)
            return
        request.task = task
        before = CURRENT.set(request)
        SAMPLER.resume(request)
        try:
            await self.app(scope, receive, self._sender(request, send))
        finally:
            self.finish(request)
            CURRENT.reset(before)

    def _sender(self, request: Request, send: Send) -> Send:
        async def measured_send(message: Message) -> None:
            kind = message["type"]
            if kind == "http.response.start":
                request.status = str(message["status"])
                entry = (b"server-timing", request.server_timing().encode())
                message = {**message, "headers": [*message.get("headers", ()), entry]}
            await send(message)
            ends = kind == "http.response.body" and not message.get("more_body", False)
            if ends or kind == "http.response.pathsend":
                self.finish(request)

        return measured_send


stacks.boundaries.add(id(AsgiMiddleware.__call__.__code__))
