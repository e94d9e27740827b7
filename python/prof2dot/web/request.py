"""What is measured of one request, and its recording."""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from types import CodeType
from typing import Any

MOST_STACKS = 5000
LONGEST_TITLE = 200


def shown(text: str) -> str:
    """A name without what steers a terminal, turns the direction of text, or is no character."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def frame_of(code: CodeType) -> dict[str, Any]:
    name = getattr(code, "co_qualname", code.co_name)  # from Python 3.11 on with its class
    return {"name": shown(name), "file": shown(code.co_filename), "line": code.co_firstlineno}


class Request:
    """What has been measured of a request."""

    def __init__(self, title: str, is_asked_for: bool) -> None:
        now = time.time()
        self.name = time.strftime("%Y%m%d-%H%M%S", time.gmtime(now))
        self.name += f"-{int(now * 1000) % 1000:03}-{secrets.token_hex(6)}"
        self.title = shown(title)[:LONGEST_TITLE]
        self.is_asked_for = is_asked_for
        self.is_finished = False
        self.status = "failed"
        self.seconds = 0.0
        self.task: asyncio.Task[Any] | None = None
        self.thread = 0
        self.stacks: dict[tuple[int, ...], float] = {}  # seconds, by the ids of code objects
        self.codes: dict[int, CodeType] = {}  # which also keeps these objects, so ids stay theirs
        self._latest: tuple[int, ...] = ()
        self._since = 0.0

    def server_timing(self) -> str:
        took = self.seconds + time.perf_counter() - self._since
        return f"prof2dot;dur={1000 * took:.1f}" + f';desc="{self.name}"' * self.is_asked_for

    def resume(self) -> None:
        self.thread = threading.get_ident()
        self._latest, self._since = (), time.perf_counter()

    def spend(self, codes: list[CodeType] | None = None) -> None:
        """Gives the time since the last call to a stack; without one, to that of the last call."""
        if codes is not None:
            self.codes.update((id(code), code) for code in codes)
            self._latest = tuple(map(id, codes))
        if self._latest not in self.stacks and len(self.stacks) >= MOST_STACKS:
            self._latest = ()
        now = time.perf_counter()
        self.stacks[self._latest] = self.stacks.get(self._latest, 0.0) + now - self._since
        self.seconds += now - self._since
        self._since = now

    def recording(self) -> dict[str, Any]:
        """What has been measured, in speedscope's format; `prof2dot` in it is for the index."""
        places = {ident: place for place, ident in enumerate(self.codes, 1)}
        frames = [{"name": self.title}, *map(frame_of, self.codes.values())]
        profile = {
            "type": "sampled",
            "name": self.title,
            "unit": "seconds",
            "startValue": 0,
            "endValue": self.seconds,
            "samples": [[0, *(places[ident] for ident in stack)] for stack in self.stacks],
            "weights": list(self.stacks.values()),
        }
        return {
            "$schema": "https://www.speedscope.app/file-format-schema.json",
            "prof2dot": {"request": self.title, "status": self.status, "seconds": self.seconds},
            "shared": {"frames": frames},
            "profiles": [profile],
        }
