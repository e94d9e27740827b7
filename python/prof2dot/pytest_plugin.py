"""pytest --prof2dot=DIR: reports of the whole run and of its slowest tests.

Each test is profiled by itself, in whichever process runs it; the program adds the profiles up.
"""

from __future__ import annotations

import cProfile
import hashlib
import os
import re
import shutil
from collections.abc import Generator

import pytest

from .native import Prof2dotError, run

SHOWN_LINES = 12
HIDDEN = "--hide=" + os.path.abspath(__file__)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("prof2dot", "profiles of tests")
    group.addoption("--prof2dot", metavar="DIR", help="write reports of the run into DIR")
    told = "reports of the N slowest tests (default: 5)"
    group.addoption("--prof2dot-slowest", metavar="N", type=int, default=5, help=told)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "no_prof2dot: leave this test out of --prof2dot's profiles")
    if config.option.prof2dot:
        # Made absolute before workers of pytest-xdist, which may run elsewhere, inherit it.
        config.option.prof2dot = os.path.abspath(config.option.prof2dot)
        config.pluginmanager.register(Profiles(config), "prof2dot-profiles")


class Profiles:
    def __init__(self, config: pytest.Config) -> None:
        self.folder = config.option.prof2dot
        self.slowest = config.option.prof2dot_slowest
        self.parts = os.path.join(self.folder, "tests.prof2dot")
        self.seconds: dict[str, float] = {}
        self.is_worker = hasattr(config, "workerinput")
        if not self.is_worker:
            shutil.rmtree(self.parts, ignore_errors=True)  # of a run that was killed
        os.makedirs(self.parts, exist_ok=True)

    def part(self, test: str) -> str:
        """The file of a test's profile, whatever characters its name has."""
        name = hashlib.sha256(test.encode("utf-8", "surrogatepass")).hexdigest()
        return os.path.join(self.parts, name + ".prof")

    @pytest.hookimpl(hookwrapper=True, trylast=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        profiler = cProfile.Profile()
        try:
            if item.get_closest_marker("no_prof2dot"):
                raise ValueError
            profiler.enable()
        except ValueError:  # or another profiler is at work
            yield
            return
        yield
        profiler.disable()
        profiler.dump_stats(self.part(item.nodeid))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.seconds[report.nodeid] = report.duration

    def write(self) -> Generator[str, None, None]:
        """Writes the reports; what to say of them, line by line."""
        tests = [test for test in self.seconds if os.path.exists(self.part(test))]
        names = "".join(self.part(test) + "\n" for test in sorted(tests)).encode()
        if not tests:
            yield "no test was profiled"
            return
        page = os.path.join(self.folder, "run.html")
        run([HIDDEN, "-o", page, "--files-from=-"], names)
        said = run([HIDDEN, "-T", "summary", "--color=never", "--files-from=-"], names)
        yield from said.decode("utf-8").splitlines()[:SHOWN_LINES]
        yield f"{len(tests)} tests: {page}"
        slow = sorted(tests, key=lambda test: (-self.seconds[test], test))[: self.slowest]
        for place, test in enumerate(slow, 1):
            name = re.sub(r"[^A-Za-z0-9_.-]+", "-", test)[-100:]
            page = os.path.join(self.folder, f"{place:02}-{name}.html")
            run([HIDDEN, "-o", page, self.part(test)])
            yield f"{self.seconds[test]:8.3f} s {test}: {page}"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.is_worker:
            return
        terminalreporter.section("prof2dot")
        try:
            for line in self.write():
                terminalreporter.write_line(line)
        except Prof2dotError as error:
            terminalreporter.write_line(f"prof2dot: {error}")
        shutil.rmtree(self.parts, ignore_errors=True)
