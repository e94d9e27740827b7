"""What WSGI's and ASGI's middleware share: which requests become a report, and where it goes."""

from __future__ import annotations

import hmac
import os
import sys
from collections.abc import Iterable
from typing import Any

from ..native import Prof2dotError
from ..rendering import Option
from .reports import Reports
from .request import Request
from .sampling import SAMPLER

HEADER = "X-Prof2dot"
LEAST_SECRET = 16


class Middleware:
    """Reports requests that take `slower_than` seconds or more, and those that ask for it.

    A request asks by the header ``X-Prof2dot``, whose value must be `secret`. With neither given,
    nothing is measured. The newest `keep` reports lie in `folder`, with an index.html; none is ever
    served. Responses get an entry of ``Server-Timing`` (with the report's name, if it was asked
    for) and stay as they are in all else. Options are those of `prof2dot.render`.
    """

    def __init__(
        self,
        app: Any,
        folder: str | os.PathLike[str],
        *,
        slower_than: float | None = None,
        secret: str | None = None,
        keep: int = 100,
        **options: Option,
    ) -> None:
        if secret is not None and len(secret) < LEAST_SECRET:
            raise ValueError(f"secret: at least {LEAST_SECRET} characters, or anybody can guess it")
        if not getattr(sys, "_is_gil_enabled", lambda: True)():
            raise Prof2dotError("a Python without its lock (GIL) cannot sample other threads")
        if keep < 1:
            raise ValueError("keep: at least 1 report")
        self.app = app
        self.reports = Reports(folder, keep, options)
        self._slower_than = slower_than
        self._secret = None if secret is None else secret.encode()

    def _request(self, method: str, path: str, given: Iterable[bytes]) -> Request | None:
        """None if the request cannot become a report: it is not measured."""
        secret = self._secret
        asks = secret is not None and any(hmac.compare_digest(word, secret) for word in given)
        if not asks and self._slower_than is None:
            return None
        return Request(f"{method} {path}", asks)

    def finish(self, request: Request) -> None:
        """Ends a request; what comes after that is not measured."""
        SAMPLER.pause(request)
        is_slow = self._slower_than is not None and request.seconds >= self._slower_than
        if not request.is_finished and (is_slow or request.is_asked_for):
            self.reports.put(request)
        request.is_finished = True
