#!/usr/bin/env python3
"""make_profile.py KIND FILE [N]: a made-up profile in the shape that cProfile writes.

calls N     N functions in 20 files, about three calls each, costs that add up (own code and libraries)
paths N     paths of ten calls with N calls in all; of each two paths the lower halves are the same functions
stacks N    recorded stacks (collapsed, as text) that are a tree of N calls
mesh SEED   random calls in cycles, times in whole microseconds
hostile     names of every kind that breaks pages; the names go to standard output as JSON
empty zero nan negative roots cycles chain one      what is odd but can be met
"""

import json
import marshal
import random
import sys

LIBRARY = "/usr/lib/python3.11/"
FILES = (
    ["/srv/app/service/module_%02d.py" % i for i in range(8)]
    + [LIBRARY + "json/decoder.py", LIBRARY + "asyncio/events.py"]
    + [LIBRARY + "site-packages/numpy/core_%02d.py" % i for i in range(10)]
)
WORDS = "load parse split join fetch render apply update merge encode decode walk check read".split()


def calls(count):
    """A tree of calls plus two further callers for each function: functions call only such that come
    later, and a function's time is what its callers were charged, so that all laws of a profile hold."""
    rng = random.Random(count)
    callers_of = [[] for _ in range(count)]
    for i in range(1, count):
        # The first caller is near the root, so that the tree is about as deep as real ones.
        first = rng.randrange(i // 4, i) if rng.random() < 0.3 else i // 3
        nearby = {rng.randrange(max(0, i - 400), i) for _ in range(2)}
        callers_of[i] = sorted(nearby | {first})
    callees_of = [[] for _ in range(count)]
    for i, callers in enumerate(callers_of):
        for caller in callers:
            callees_of[caller].append(i)
    own = [round(rng.random() ** 6 * 1e-3, 9) for _ in range(count)]
    total = list(own)
    edges = {}
    for i in range(count - 1, 0, -1):
        weights = [rng.random() + 0.01 for _ in callers_of[i]]
        for caller, weight in zip(callers_of[i], weights):
            part = weight / sum(weights)
            n = rng.randrange(1, 2000)
            edges[caller, i] = (n, n, own[i] * part, total[i] * part)
            total[caller] += total[i] * part
    keys = [
        (FILES[i % len(FILES)], 1 + i // len(FILES), "%s_%s_%d" % (WORDS[i % 14], WORDS[i % 11], i))
        for i in range(count)
    ]
    stats = {}
    for i, key in enumerate(keys):
        callers = {keys[caller]: edges[caller, i] for caller in callers_of[i]}
        n = sum(caller[0] for caller in callers.values()) or 1
        stats[key] = (n, n, own[i], total[i], callers)
    return stats


def paths(count):
    """What a tree of calls makes N blocks of, half of them estimated."""
    main = ("/srv/app/main.py", 1, "main")
    stats = {main: (1, 1, 0.0, count // 10 * 1.09, {})}
    for path in range(count // 10):
        caller = main
        for level in range(10):
            owner = path // 2 * 2 if level >= 5 else path
            key = (FILES[level], owner + 1, "%s_%d_%d" % (WORDS[level], level, owner))
            cost = (1, 1, 1.0 if level == 9 else 0.01, 1.09 - 0.01 * level)
            before = stats.get(key, (0, 0, 0.0, 0.0, {}))
            callers = before[4]
            callers[caller] = tuple(map(sum, zip(cost, callers.get(caller, (0, 0, 0.0, 0.0)))))
            stats[key] = (*map(sum, zip(cost, before)), callers)
            caller = key
    return stats


def stacks(count):
    """Of a table of calls a tree is worked out only so far; of recorded stacks all is known."""
    frames = [
        ["%s_%d_%d (%s:%d)" % (WORDS[level], level, path, FILES[level], path + 1) for level in range(10)]
        for path in range(count // 10)
    ]
    return "".join("main (main.py:1);%s 100\n" % ";".join(stack) for stack in frames)


def hostile_names():
    """What page makers get wrong: markup, quotes, line ends, templates, properties of all objects."""
    return [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</title><script>alert(2)</script>",
        "</style><script>alert(3)</script>",
        "</svg></text><script>alert(4)</script>",
        "<!--<script>",
        "-->",
        "]]>",
        "<![CDATA[",
        "&lt;b&gt;&amp;&#60;",
        "\"'`",
        "' onmouseover='alert(5)",
        '" autofocus onfocus="alert(6)',
        "javascript:alert(7)",
        "{{x}}",
        "${x}",
        "${alert(8)}",
        "<%= x %>",
        "{% raw %}",
        "__proto__",
        "constructor",
        "hasOwnProperty",
        "toString",
        "undefined_",
        "length",
        "\\u2028",
        "a\u2028b\u2029c",
        "\ud800lone\udfff",
        "\ud83d",
        "\U0001f600 smile",
        "\u202eright to left\u202c",
        "\u2066isolate\u2069",
        "\u200bzero\u200dwidth\ufeff",
        "e\u0301" * 40,
        "\x1b[31mred\x1b[0m",
        "tab\tnewline\nreturn\rnul\0del\x7f",
        "\\",
        "\\\\n\\",
        "%s%d%n%00%3C",
        "a;b;c",
        "#function?f=1&x=2",
        "../../../etc/passwd",
        " ",
        "  two  spaces  ",
        "",
        "=cmd|' /C calc'!A0",
        "日本語の関数名",
        "שלום עולם",
        "x" * 300,
        "W" * 20000,
        "<b>" * 5000,
    ]


def hostile():
    names = hostile_names()
    main = ("/srv/app/main.py", 1, "main")
    stats = {main: (1, 1, 0.5, 0.5 + len(names), {})}
    for i, name in enumerate(names):
        file = "/srv/app/%s.py" % name if len(name) < 200 else "/srv/app/long.py"
        key = (file, i + 2, name)
        stats[key] = (1, 1, 1.0 - i * 0.001, 1.0 - i * 0.001, {main: (1, 1, 1.0, 1.0)})
    print(json.dumps(names))
    return stats


def star(own, total, count=4):
    """main and what it calls, all of the same costs."""
    main = ("/srv/app/main.py", 1, "main")
    stats = {main: (1, 1, own, total, {})}
    for i in range(count):
        stats["/srv/app/main.py", 10 + i, "f%d" % i] = (2, 2, own, total, {main: (2, 2, own, total)})
    return stats


def roots():
    """200 functions that nobody calls."""
    return {("/srv/app/r%d.py" % i, 1, "root_%d" % i): (1, 1, 1.0, 1.0, {}) for i in range(200)}


def cycles():
    """Every function has a caller: rings of three that call one another, none a root."""
    keys = [("/srv/app/ring.py", i + 1, "ring_%d" % i) for i in range(12)]
    stats = {}
    for i, key in enumerate(keys):
        before = i - 1 if i % 3 else i + 2
        callers = {keys[before]: (5, 5, 0.1, 0.4), keys[(i + 3) % 12]: (2, 2, 0.05, 0.2), key: (1, 1, 0, 0)}
        stats[key] = (8, 7, 0.5, 2.0, callers)
    return stats


def chain():
    """A call stack 3,000 deep."""
    keys = [("/srv/app/deep.py", i + 1, "level_%d" % i) for i in range(3000)]
    stats = {}
    for i, key in enumerate(keys):
        left = float(len(keys) - i)
        stats[key] = (1, 1, 1.0, left, {keys[i - 1]: (1, 1, 1.0, left)} if i else {})
    return stats


def mesh(seed):
    """Random calls, some of them in cycles and of functions by themselves; times are whole microseconds."""
    rng = random.Random(seed)
    count = rng.randrange(8, 40)
    keys = [(FILES[i % len(FILES)], i + 1, "f%d" % i) for i in range(count)]
    stats = {}
    for i, key in enumerate(keys):
        own = rng.randrange(1, 10**6) / 1e6
        callers = {}
        for _ in range(rng.randrange(1, 4) if i else 0):
            caller = rng.randrange(count) if rng.random() < 0.25 else rng.randrange(i)
            calls = rng.randrange(1, 50)
            part = rng.randrange(0, 10**6) / 1e6
            callers[keys[caller]] = (calls, calls, part, part + rng.randrange(0, 10**6) / 1e6)
        calls = sum(cost[0] for cost in callers.values()) or 1
        stats[key] = (calls, calls, own, own + rng.randrange(0, 4 * 10**6) / 1e6, callers)
    return stats


def lost():
    """A callee with more than its caller: entries of code that was compiled anew are overwritten."""
    run, app = ("~", 0, "<built-in method builtins.exec>"), ("/srv/app/site.py", 1, "<module>")
    root, build = ("/srv/app/site.py", 5, "root"), ("/srv/app/site.py", 9, "build")
    return {
        run: (1, 2, 0.0, 10.0, {root: (1, 1, 0.0, 0.2)}),
        app: (1, 1, 0.0, 10.0, {run: (1, 1, 0.0, 10.0)}),
        root: (1, 1, 0.1, 0.3, {app: (4, 4, 0.4, 9.9)}),
        build: (4, 4, 9.0, 9.3, {root: (4, 4, 9.0, 9.3)}),
    }


def apart():
    """A deep cheap tree beside a flat one with the time; most own time is in three parts."""
    names = ["batch", "prepare", "feed", "payload", "encode", "run", "first", "second", "third", "get", "store"]
    keys = {name: ("/srv/app/%s.py" % name, 1, name) for name in names}
    stats = {keys["run"]: (1, 1, 0.0, 10.0, {})}
    for caller, name in zip(["", *names], names[:5]):
        stats[keys[name]] = (1, 1, 0.1, 0.6, {keys[caller]: (1, 1, 0.1, 0.6)} if caller else {})
    stats[keys["store"]] = (1, 1, 4.0, 4.0, {keys["run"]: (1, 1, 4.0, 4.0)})
    for name in names[6:9]:
        stats[keys[name]] = (1, 1, 0.0, 2.0, {keys["run"]: (1, 1, 0.0, 2.0)})
    stats[keys["get"]] = (3, 3, 6.0, 6.0, {keys[name]: (1, 1, 2.0, 2.0) for name in names[6:9]})
    return stats


def one():
    return {("/srv/app/main.py", 1, "main"): (1, 1, 1.0, 1.0, {})}


KINDS = {
    "calls": calls,
    "paths": paths,
    "stacks": stacks,
    "hostile": hostile,
    "empty": dict,
    "zero": lambda: star(0.0, 0.0),
    "nan": lambda: star(float("nan"), float("nan")),
    "infinite": lambda: star(float("inf"), float("inf")),
    "negative": lambda: star(-1.0, -2.0),
    "roots": roots,
    "cycles": cycles,
    "chain": chain,
    "mesh": mesh,
    "one": one,
    "lost": lost,
    "apart": apart,
}


def main():
    kind, path = sys.argv[1:3]
    stats = KINDS[kind](*map(int, sys.argv[3:]))
    with open(path, "wb") as out:
        if isinstance(stats, str):
            out.write(stats.encode())
        else:
            marshal.dump(stats, out)


main()
