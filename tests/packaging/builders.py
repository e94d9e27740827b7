"""Runs what builds packages as a test of the tree runs it: with the tree's program in the environment."""

import os
import subprocess

from harness import BUILD, PROGRAM, ROOT, check, equal


def state(path):
    """What changes when a file is written or replaced; None where there is none."""
    try:
        told = os.stat(path)
    except FileNotFoundError:
        return None
    return told.st_ino, told.st_mtime_ns, told.st_size


def build(command, place, umask=0o022):
    """The last word that the builder prints, None if it fails; checks that it keeps to its own folder.

    PROGRAM and BUILD are of a build that is not there, so that nothing is lost where it does not."""
    other = os.path.join(place, "of-others")
    environment = dict(os.environ, PROGRAM=os.path.join(other, "prof2dot"), BUILD=os.path.join(other, "build"))
    environment.update(CFLAGS="-O0 -DNDEBUG", LDFLAGS="-Wl,-z,norelro", PREFIX="/opt", MAKEFLAGS="k")
    watched = [PROGRAM, os.path.join(ROOT, "prof2dot"), os.path.join(ROOT, BUILD, "cli", "main.o")]
    before = [state(path) for path in watched]
    command = [os.path.join(ROOT, command[0]), *command[1:]]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, umask=umask)
    name = os.path.basename(command[0])
    equal([state(path) for path in watched], before, name + " leaves the tree's program and objects alone")
    check(not os.path.exists(other), name + " writes into no build that the environment names")
    if not check(done.returncode == 0, name, done.stderr[-800:]):
        return None
    return done.stdout.decode().split()[-1]
