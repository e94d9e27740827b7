"""The Pythons at hand, and virtual environments of them with what the tests need."""

import contextlib
import fcntl
import glob
import os
import shutil
import subprocess
import sys

from harness import ROOT, TESTS

NEWER = os.path.join(ROOT, "build", "pythons")
TOOLS = os.path.join(ROOT, "build", "python-tools")  # a virtual environment; "ready" in it when it is
OLDEST_OF_PACKAGE = (3, 9)


def version_of(python):
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError:
        return None
    found = done.stdout.decode().strip()
    return tuple(int(part) for part in found.split(".")) if done.returncode == 0 else None


@contextlib.contextmanager
def alone():
    """One group at a time installs; the others wait and find what it did."""
    os.makedirs(os.path.join(ROOT, "build"), exist_ok=True)
    with open(os.path.join(ROOT, "build", "installing"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fetch_newer():
    """What no stable system has yet, where it can be had."""
    if not glob.glob(os.path.join(NEWER, "usr", "bin", "python3.15")):
        words = [os.path.join(TESTS, "running", "newer-pythons"), NEWER, "3.14", "3.15"]
        with open(os.path.join(ROOT, "build", "pythons.log"), "w") as log:
            done = subprocess.run(words, stdout=log, stderr=log)
        if done.returncode:
            shutil.rmtree(NEWER, ignore_errors=True)


def pythons():
    """The programs at hand, one a version."""
    with alone():
        fetch_newer()
    root = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    names = sorted(glob.glob(os.path.join(root, "versions", "*", "bin", "python")))
    for minor in ["2.7"] + ["3.%d" % minor for minor in range(6, 16)]:
        found = shutil.which("python" + minor)
        names += [found] if found else []
        names += glob.glob(os.path.join(NEWER, "usr", "bin", "python" + minor))
    names.append(sys.executable)
    versions = {}
    for name in names:
        version = version_of(name)
        if version:
            versions.setdefault(version, name)
    return versions


def pythons_of_package():
    """Those that the package for Python is for, the oldest first."""
    versions = pythons()
    return [versions[version] for version in sorted(versions) if version >= OLDEST_OF_PACKAGE]


def chosen(versions, all_of_them):
    """The versions to test: where one takes another way than the one before."""
    if all_of_them:
        return sorted(versions)
    wanted = {min(versions), max(versions), (3, 11), (3, 12)}
    return sorted(version for version in versions if version in wanted)


def environment_with(python, version, packages):
    """The folder of programs of a virtual environment with these packages; None where they cannot be
    had."""
    with alone():
        return install(python, version, packages)


def install(python, version, packages):
    home = os.path.join(ROOT, "build", "python-%d.%d-%s" % (version + ("-".join(packages),)))
    programs = os.path.join(home, "bin")
    done = os.path.join(home, "complete")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if not os.path.exists(done):
        subprocess.run([python, "-m", "venv", home], **quiet)
        words = ["-m", "pip", "install", "--quiet", "--retries", "1", "--timeout", "15"]
        try:
            subprocess.run([os.path.join(programs, "python")] + words + packages, check=True, **quiet)
        except (OSError, subprocess.CalledProcessError):
            return None
        open(done, "w").close()
    return programs
