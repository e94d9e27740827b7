"""What the test groups share: running the program, counting checks, making profiles.

A group prints a line for each check that fails and ends with "N passed, N failed, N skipped".
"""

import glob
import marshal
import os
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata

TESTS = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(TESTS)
FIXTURES = os.path.join(TESTS, "fixtures")
BUILD = os.environ.get("BUILD", "build")  # from ROOT on
PROGRAM = os.path.abspath(os.environ.get("PROGRAM", os.path.join(ROOT, "prof2dot")))
SANITIZER_STATUS = 99  # tests/run asks the sanitizers to exit with this
SLOW = "san" in BUILD.split("/")  # sanitizers take several times as long

passed = failed = skipped = 0
lock = threading.Lock()


def check(condition, name, detail=""):
    """Counts one check; says which where it fails."""
    global passed, failed
    with lock:
        if condition:
            passed += 1
        else:
            failed += 1
            print("FAILED %s%s" % (name, ": %s" % str(detail)[:600] if detail != "" else ""))
    return bool(condition)


def equal(found, expected, name):
    return check(found == expected, name, "%r, not %r" % (found, expected))


def skip(name, why, count=1):
    global skipped
    skipped += count
    print("skipped %s: %s" % (name, why))


def finish():
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    sys.exit(1 if failed else 0)


class Result:
    """How a run of the program ended. `seconds` are the processor's: others' work does not count."""

    def __init__(self, status, out, err, seconds):
        self.status, self.out, self.err, self.seconds = status, out, err, seconds

    def __repr__(self):
        return "exit %s, stderr %r" % (self.status, self.err[-500:])


class Measured(subprocess.Popen):
    """A process whose processor time is known once it has ended, with that of its own processes."""

    seconds = 0.0

    def wait(self, timeout=None):
        end = None if timeout is None else time.monotonic() + timeout
        while self.returncode is None:
            pid, status, used = os.wait4(self.pid, 0 if end is None else os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
                self.seconds = used.ru_utime + used.ru_stime
            elif time.monotonic() > end:
                raise subprocess.TimeoutExpired(self.args, timeout)
            else:
                time.sleep(0.0005)
        return self.returncode


def run(*arguments, program=PROGRAM, stdin=b"", timeout=120, **options):
    """Runs the program; its standard input is `stdin`, bytes or a file. A sanitizer's report is a
    failed check whatever else the caller looks at."""
    piped = isinstance(stdin, bytes)
    options.setdefault("stdout", subprocess.PIPE)
    options.update(stdin=subprocess.PIPE if piped else stdin, stderr=subprocess.PIPE)
    with Measured([program, *arguments], **options) as process:
        try:
            out, err = process.communicate(stdin if piped else None, timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            check(False, "ends in %d s" % timeout, arguments)
            return Result(None, b"", b"", timeout)
    result = Result(process.returncode, out, err, process.seconds)
    if result.status == SANITIZER_STATUS or b"Sanitizer" in result.err:
        check(
            False,
            "no sanitizer's report",
            "%s: %s" % (arguments, result.err.decode("utf-8", "replace")),
        )
    return result


def fixture(name):
    return os.path.join(FIXTURES, name)


def fixtures():
    """All fixture profiles but those of whole programs (cases), by their path from the fixtures'
    folder."""
    paths = glob.glob(os.path.join(FIXTURES, "*", "*.prof"))
    names = sorted(os.path.relpath(path, FIXTURES) for path in paths)
    return [name for name in names if not name.startswith("cases" + os.sep)]


def fixture_files(endings):
    """The paths of all fixtures whose names end so, those of whole programs too."""
    for top, folders, names in os.walk(FIXTURES):
        folders.sort()
        for name in sorted(names):
            if name.endswith(endings):
                yield os.path.join(top, name)


def stats_of(names, file="app.py"):
    """A pstats dict in which main calls a function of each name, with equal times."""
    main = (file, 1, "main")
    stats = {main: (1, 1, 1.0, 1.0 + len(names), {})}
    for line, name in enumerate(names, 2):
        callers = {main: (1, 1, 1.0, 1.0)}
        stats[(file, line, name)] = (1, 1, 1.0, 1.0, callers)
    return stats


def dense_stats(functions, reach):
    """A pstats dict in which each function calls the next `reach`."""
    stats = stats_of(["f%d" % i for i in range(functions)])
    keys = list(stats)
    for i, key in enumerate(keys):
        callers = keys[max(0, i - reach) : i]
        stats[key][4].update({caller: (1, 1, 1.0, 1.0) for caller in callers})
    return stats


def write_profile(folder, stats, name="test.prof"):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        marshal.dump(stats, file)
    return path


def folder():
    """A temporary folder, to be used with `with`."""
    return tempfile.TemporaryDirectory(prefix="prof2dot-test-")


# Classes of what turns the direction of text (UAX 9)
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def shown(text):
    """A name as it is shown: what can stand in no text becomes U+FFFD (include/base/utf8.h)."""

    def fits(c):
        code = ord(c)
        if unicodedata.bidirectional(c) in TURNING or code in (0x61C, 0x200E, 0x200F):
            return False
        return (
            c in "\t\n"
            or 0x20 <= code < 0x7F
            or 0xA0 <= code < 0xD800
            or 0xE000 <= code < 0xFFFE
            or code > 0xFFFF
        )

    return "".join(c if fits(c) else "\ufffd" for c in text)
