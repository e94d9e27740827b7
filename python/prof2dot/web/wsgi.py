"""Middleware for WSGI. A request takes the time of the application, not that of the server."""

from __future__ import annotations

from typing import Any, Callable

from . import stacks
from .middleware import HEADER, Middleware
from .request import Request
from .sampling import SAMPLER

VARIABLE = "HTTP_" + HEADER.upper().replace("-", "_")


class WsgiMiddleware(Middleware):
    __doc__ = Middleware.__doc__

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        path = path.encode("latin-1", "replace").decode("utf-8", "replace")
        given = environ.get(VARIABLE, "").encode("latin-1", "replace")
        request = self._request(environ["REQUEST_METHOD"], path, [given])
        if request is None:
            return self.app(environ, start_response)
        return Response(self, request).of(environ, start_response)


class Response:
    """An answer that is measured while the application works on it, part by part."""

    def __init__(self, middleware: WsgiMiddleware, request: Request) -> None:
        self._middleware = middleware
        self._request = request
        self._body: Any = None
        self._parts: Any = None

    def _measured(self, function: Callable[..., Any], *arguments: Any) -> Any:
        SAMPLER.resume(self._request)
        try:
            return function(*arguments)
        except BaseException:
            self._middleware.finish(self._request)
            raise
        finally:
            SAMPLER.pause(self._request)

    def of(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            self._request.status = status[:3]
            entry = ("Server-Timing", self._request.server_timing())
            return start_response(status, [*headers, entry], *rest)

        self._body = self._measured(self._middleware.app, environ, start)
        wrapper = environ.get("wsgi.file_wrapper")
        is_file = isinstance(wrapper, type) and isinstance(self._body, wrapper)
        if is_file or hasattr(self._body, "__len__"):  # which servers treat in ways of their own
            self._middleware.finish(self._request)
            return self._body
        return self

    def __iter__(self) -> Response:
        return self

    def __next__(self) -> Any:
        if self._request.is_finished:
            return next(self._parts)
        if self._parts is None:
            self._parts = self._measured(iter, self._body)
        return self._measured(next, self._parts)

    def close(self) -> None:
        self._middleware.finish(self._request)
        if hasattr(self._body, "close"):
            self._body.close()


stacks.boundaries.add(id(Response._measured.__code__))
