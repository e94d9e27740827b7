"""A folder of reports with an index.html, which several processes may write into.

No name in it comes from a request. Reports are made by a thread of their own, one at a time, and
for at most half of the time, however many requests are slow.
"""

from __future__ import annotations

import atexit
import fcntl
import json
import logging
import os
import queue
import re
import tempfile
import threading
import time

from ..native import Prof2dotError, run
from ..rendering import Option, arguments_of
from .index import page_of, row_of
from .request import Request

NAME = re.compile(r"(\d{8}-\d{6}-\d{3}-[0-9a-f]{12})\.(html|speedscope\.json)")
MOST_WAITING = 64
SECONDS_AT_EXIT = 5.0
LOG = logging.getLogger("prof2dot")


class Reports:
    def __init__(
        self, folder: str | os.PathLike[str], keep: int, options: dict[str, Option]
    ) -> None:
        self.folder = os.path.abspath(folder)
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        self._keep = keep
        self._words = arguments_of(options)
        self._rows: dict[str, str] = {}
        self._begin()
        os.register_at_fork(after_in_child=self._begin)
        atexit.register(self.wait, SECONDS_AT_EXIT)

    def _begin(self) -> None:
        self._waiting: queue.Queue[Request] = queue.Queue(MOST_WAITING)
        self._lock = threading.Lock()
        self._writer: threading.Thread | None = None

    def put(self, request: Request) -> None:
        """Has a report of the request made soon, unless too many wait."""
        try:
            self._waiting.put_nowait(request)
        except queue.Full:
            LOG.warning("no report of %s: %d others wait", request.title, MOST_WAITING)
        with self._lock:
            if self._writer is None:
                self._writer = threading.Thread(
                    target=self._run, name="prof2dot-reports", daemon=True
                )
                self._writer.start()

    def wait(self, seconds: float) -> bool:
        """Waits until all reports are written, for at most so long; whether they are."""
        done = self._waiting.all_tasks_done
        with done:
            return done.wait_for(lambda: not self._waiting.unfinished_tasks, seconds)

    def _run(self) -> None:
        while True:
            request = self._waiting.get()
            start = time.monotonic()
            try:
                self._write(request)
            except (OSError, Prof2dotError) as error:
                LOG.warning("no report of %s: %s", request.title, error)
            except Exception:  # the next request has its report all the same
                LOG.exception("no report of %s", request.title)
            self._waiting.task_done()
            time.sleep(time.monotonic() - start)

    def _write(self, request: Request) -> None:
        base = os.path.join(self.folder, request.name)
        with open(base + ".speedscope.json", "x", encoding="ascii") as file:
            json.dump(request.recording(), file)
        run([*self._words, "-o", base + ".html", "--", base + ".speedscope.json"])
        with open(os.path.join(self.folder, ".lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._tidy()

    def _tidy(self) -> None:
        """Removes all but the newest reports, and writes the index of these."""
        matches = [match for name in os.listdir(self.folder) if (match := NAME.fullmatch(name))]
        names = sorted({match[1] for match in matches}, reverse=True)
        for match in matches:
            if match[1] in names[self._keep :]:
                os.remove(os.path.join(self.folder, match[0]))
        complete = {match[1] for match in matches if match[2] == "html"}
        shown = [name for name in names[: self._keep] if name in complete]
        self._rows = {name: self._rows.get(name) or self._row(name) for name in shown}
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=self.folder, prefix=".index-", delete=False
        ) as file:
            file.write(page_of([row for row in self._rows.values() if row]))
        os.replace(file.name, os.path.join(self.folder, "index.html"))

    def _row(self, name: str) -> str:
        """The report's row of the index; empty where its recording is damaged or gone."""
        path = os.path.join(self.folder, name + ".speedscope.json")
        try:
            with open(path, encoding="ascii") as file:
                return row_of(name, json.load(file)["prof2dot"])
        except Exception as error:  # a damaged file may hold anything
            LOG.debug("not in the index: %s: %s", path, error)
            return ""
