"""A pstats file as the oracles read it: with marshal, and by the rules of the format alone."""

import marshal


def decoded(key):
    """Python 2 writes bytes, its module profile code objects for names."""
    if len(key) == 3 and hasattr(key[2], "co_name"):
        code = key[2]
        return (code.co_filename, code.co_firstlineno, code.co_name, "code")
    return tuple(part.decode("latin-1") if isinstance(part, bytes) else part for part in key)


class Table:
    """The functions (primitive, all, own, total) and calls (caller, callee, all, total) of a file;
    yappi's two counts in their order. Calls without times have their part of the total by primitive
    calls where they come from outside of the callee's cycle."""

    def __init__(self, path):
        self.functions, self.calls = {}, []
        self.own_of_calls = {}  # (caller, callee): calls and own time
        self.swapped = 0  # entries with yappi's two counts in the other order
        counted = []
        with open(path, "rb") as file:
            entries = marshal.load(file)
        self.is_sampled = ("__sampled__",) in entries
        self.is_sound = True
        for key, value in entries.items():
            if len(key) != 3 or len(value) != 5:
                continue
            primitive, calls, own, total, callers = value
            key = decoded(key)
            self.swapped += primitive > calls
            self.is_sound &= all(abs(x) < float("inf") for x in (own, total))
            self.functions[key] = [min(primitive, calls), max(primitive, calls), own, total]
            for caller, times in callers.items():
                caller = decoded(caller)
                if isinstance(times, int):
                    counted.append((caller, key, times))
                elif len(times) == 4:
                    self.calls.append((caller, key, max(times[:2]), times[3]))
                    self.own_of_calls[caller, key] = (max(times[:2]), times[2])
                else:
                    self.is_sound = False
        callers = {call[0] for call in counted + self.calls}
        self.counted, self.without_entry = len(counted), len(callers - set(self.functions))
        for caller, _, _ in counted:
            self.functions.setdefault(caller, [0, 0, 0.0, 0.0])
        for caller, _, _, _ in self.calls:
            self.functions.setdefault(caller, [0, 0, 0.0, 0.0])
        self.estimate(counted)

    def estimate(self, counted):
        pairs = [(a, b, n, 0) for a, b, n in counted]
        for caller, callee, calls in counted:
            primitive, every, _, total = self.functions[callee]
            cycle = self.cycle_of({callee}, pairs)
            known = sum(n for _, b, n in counted if b == callee)
            inside = sum(n for a, b, n in counted if b == callee and a in cycle)
            outside = known - inside + max(0, every - known)
            primitive = max(primitive, outside)
            part = calls / primitive if primitive else 0
            if caller in cycle:
                rest = (primitive - outside) / primitive if primitive else 0
                part = max(rest * calls / inside, calls / every if every else 0)
            self.calls.append((caller, callee, calls, total * part))
        if counted and len(counted) == len(self.calls):  # samples on top, and anywhere
            self.is_sampled |= any(numbers[0] == 0 < numbers[1]
                                   for numbers in self.functions.values())

    def reached(self, start, calls, upwards):
        seen, waiting = set(start), list(start)
        steps = {}
        for caller, callee, _, _ in calls:
            a, b = (callee, caller) if upwards else (caller, callee)
            steps.setdefault(a, set()).add(b)
        while waiting:
            for key in steps.get(waiting.pop(), ()):
                if key not in seen:
                    seen.add(key)
                    waiting.append(key)
        return seen

    def cycle_of(self, start, calls=None):
        """The functions that call each other with those that are given."""
        calls = self.calls if calls is None else calls
        return self.reached(start, calls, False) & self.reached(start, calls, True)

    def total(self):
        """What 100 % is, by the definition in include/model/profile.h."""
        own = sum(numbers[2] for numbers in self.functions.values())
        above = sum(max(0, numbers[2] - numbers[3]) for numbers in self.functions.values())
        largest = max([numbers[3] for numbers in self.functions.values()] + [0])
        if not self.calls or own <= 0:
            return max(own, largest)
        if above > 1e-3 * own:
            return own
        count = dict.fromkeys(self.functions, 0)
        entering, leaving = dict.fromkeys(self.functions, 0.0), dict.fromkeys(self.functions, 0.0)
        has_callers = set()
        for caller, callee, calls, total in self.calls:
            count[callee] += calls
            has_callers.add(callee)
            if caller != callee:
                entering[callee] += total
                leaving[caller] += total
        roots, missing = [0], 0
        for key, (primitive, calls, self_time, total) in self.functions.items():
            if key not in has_callers:
                uncalled = total if calls else leaving[key]
            elif calls <= count[key]:
                uncalled = 0
            elif calls == primitive:
                uncalled = max(0, total - entering[key])
            else:
                uncalled = total * min(1, (calls - count[key]) / max(primitive, 1))
            roots.append(uncalled)
            lack = entering[key] + uncalled - self_time - leaving[key]
            if calls == primitive and lack > 2e-3 * (entering[key] + uncalled):
                missing += lack
        if max(roots) >= 0.999 * own:
            return max(own, max(roots))
        return max(own, min(own + missing, sum(roots)) if sum(roots) else largest)
