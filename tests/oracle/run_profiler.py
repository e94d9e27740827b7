"""Runs a program under yappi or pprofile; writes the profiles and the tool's own numbers as JSON.

Usage: run_profiler.py yappi|pprofile|statistic FOLDER PROGRAM ROUNDS
"""

import json
import os
import sys


def run(path, rounds):
    sys.argv[:] = [path, rounds]
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec")
    exec(code, {"__name__": "__main__", "__file__": path})


def run_yappi(folder, *program):
    """Functions by key: calls, exclusive and inclusive seconds."""
    import yappi

    yappi.set_clock_type("wall")
    yappi.start(builtins=True)
    run(*program)
    yappi.stop()
    stats = yappi.get_func_stats()
    stats.save(os.path.join(folder, "yappi.pstat"), type="pstat")
    stats.save(os.path.join(folder, "yappi.callgrind"), type="callgrind")
    return [[s.module, s.lineno, s.name, s.ncall, s.tsub, s.ttot] for s in stats]


def write_pprofile(folder, name, profiler):
    """Functions by key: hits and seconds of their lines."""
    with open(os.path.join(folder, name + ".callgrind"), "w") as file:
        profiler.callgrind(file)
    found = {}
    for name, timing in profiler._mergeFileTiming().items():
        for _, code, hits, seconds in timing.iterHits():
            row = found.setdefault((name, code.co_firstlineno, code.co_name), [0, 0])
            row[0] += hits
            row[1] += seconds
    return [list(key) + row for key, row in sorted(found.items())]


def run_pprofile(folder, *program):
    import pprofile

    profiler = pprofile.ThreadProfile()
    with profiler():
        run(*program)
    return write_pprofile(folder, "pprofile", profiler)


def run_statistic(folder, *program):
    import pprofile

    profiler = pprofile.StatisticalProfile()
    with pprofile.StatisticalThread(profiler, period=0.002):
        run(*program)
    return write_pprofile(folder, "statistic", profiler)


TOOLS = {"yappi": run_yappi, "pprofile": run_pprofile, "statistic": run_statistic}


def main(tool, folder, *program):
    numbers = TOOLS[tool](folder, *program)
    with open(os.path.join(folder, tool + ".json"), "w") as file:
        json.dump(numbers, file)


main(*sys.argv[1:])
