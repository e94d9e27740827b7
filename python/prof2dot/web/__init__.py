"""Middleware for WSGI and ASGI: a report of each request that is slow or that somebody asks for."""

from .asgi import AsgiMiddleware
from .wsgi import WsgiMiddleware

__all__ = ["AsgiMiddleware", "WsgiMiddleware"]
