"""Random programs: what they call when and how long that takes, as cProfile tables it and as the
stacks that it does not tell. Times are multiples of a power of two: sums are exact."""

TICK = 2.0 ** -20
MOST_CALLS = 300  # of a program in all


class Entry:
    """A function or a call as Modules/_lsprof.c counts it: only the outermost activation adds to the
    inclusive time."""

    def __init__(self):
        self.level = self.calls = self.recursive = self.own = self.total = 0
        self.callers = {}

    def leave(self, own, total):
        self.level -= 1
        self.calls += 1
        self.own += own
        if self.level:
            self.recursive += 1
        else:
            self.total += total

    def numbers(self):
        return (self.calls - self.recursive, self.calls, self.own * TICK, self.total * TICK)


class Program:
    """`stats` is the table, `stacks` the own time of each stack of function numbers; `key(f)` says
    how a function is named."""

    def __init__(self, rng, callees, roots, key):
        self.rng, self.callees, self.key = rng, callees, key
        self.entries, self.stacks = {}, {}
        self.stack, self.left = [], MOST_CALLS
        for root in roots:
            self.call(root)
        self.total = sum(self.stacks.values())
        self.stats = {key(f): self.row(entry) for f, entry in self.entries.items()}

    def row(self, entry):
        callers = {}
        for caller, call in entry.callers.items():
            cc, nc, own, total = call.numbers()
            callers[self.key(caller)] = (nc, cc, own, total)
        return entry.numbers() + (callers,)

    def spend(self):
        ticks = self.rng.choice([0, 1, self.rng.randrange(1000), self.rng.randrange(100000)])
        place = tuple(self.stack)
        self.stacks[place] = self.stacks.get(place, 0) + ticks * TICK
        return ticks

    def call(self, f):
        """Returns the ticks that it took."""
        self.left -= 1
        entry = self.entries.setdefault(f, Entry())
        entry.level += 1
        edge = None
        if self.stack:
            edge = entry.callers.setdefault(self.stack[-1], Entry())
            edge.level += 1
        self.stack.append(f)
        own, below = self.spend(), 0
        for callee in self.callees[f]:
            for _ in range(self.rng.choice([0, 1, 1, 1, 2])):
                if self.left > 0 and len(self.stack) < 40:
                    below += self.call(callee)
                    own += self.spend()
        self.stack.pop()
        entry.leave(own, own + below)
        if edge:
            edge.leave(own, own + below)
        return own + below


def plain_key(f):
    return ("m%d.py" % (f % 5), f + 1, "f%d" % f)


def tree(rng, functions):
    """Each function is called from one place."""
    callees = [[] for _ in range(functions)]
    for f in range(1, functions):
        callees[rng.randrange(max(0, f - 6), f)].append(f)
    return callees


def acyclic(rng, functions):
    callees = tree(rng, functions)
    for _ in range(rng.randrange(2 * functions)):
        caller, callee = sorted((rng.randrange(functions), rng.randrange(functions)))
        if caller < callee:
            callees[caller].append(callee)
    return callees


def cyclic(rng, functions):
    callees = acyclic(rng, functions)
    for _ in range(1 + rng.randrange(functions)):
        callees[rng.randrange(functions)].append(rng.randrange(functions))
    return callees


def make(rng, shape, functions, key=plain_key):
    """A program of that shape; now and then what is profiled is called from several places that are
    not."""
    roots = [0] if shape is tree else [0] + [
        rng.randrange(functions) for _ in range(rng.choice([0, 0, 0, 2]))]
    return Program(rng, shape(rng, functions), roots, key)
