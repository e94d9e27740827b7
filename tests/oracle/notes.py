"""The notes on a file, recomputed from its table: which are told, and each of their numbers."""

import json
import re

from harness import run
import shown

LOCKS = ("<method 'acquire' of '_thread.lock' objects>",
         "<method 'acquire' of '_thread.RLock' objects>",
         "<method 'join' of '_thread._ThreadHandle' objects>",
         "<method 'acquire' of 'thread.lock' objects>")
WAITS = re.compile(
    r"sleep|'(acquire|join|__enter__)' of '_?(thread|multiprocessing)|SemLock|SimpleQueue|"
    r"'(poll|control|get)' of '(select|_queue)|select\.select|GetQueued|WaitFor|fork_exec|wait\w* ?\d?>|"
    r"posix\.(wait|system)|signal\.(pause|sigwait|sigtimed)|get(addrinfo|hostbyname)|do_handshake|_SSLSocket|"
    r"'(accept|connect|recv\w*|send\w*)' of '_socket|builtins\.(raw_)?input")
COUNT = r"(\d[\d ]*)"
COST = r"([\d. ]*\d \w+|<1 ns)"
SHARE = r"([<>]?\d[\d. ]* %)"


def number(text):
    return int(text.replace(" ", ""))


def components(table):
    """The number of each function's cycle (R. Tarjan, 1972)."""
    out = {}
    for caller, callee, _, _ in table.calls:
        out.setdefault(caller, []).append(callee)
    index, low, on_stack, stack, numbers = {}, {}, set(), [], {}
    for start in table.functions:
        if start in index:
            continue
        work = [(start, iter(out.get(start, ())))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            key, callees = work[-1]
            for callee in callees:
                if callee not in index:
                    index[callee] = low[callee] = len(index)
                    stack.append(callee)
                    on_stack.add(callee)
                    work.append((callee, iter(out.get(callee, ()))))
                    break
                if callee in on_stack:
                    low[key] = min(low[key], index[callee])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[key])
                while low[key] == index[key]:
                    member = stack.pop()
                    on_stack.discard(member)
                    numbers[member] = index[key]
                    if member == key:
                        break
    return numbers


def flows(table):
    into, out = {}, {}
    for caller, callee, _, total in table.calls:
        if caller != callee:
            into[callee] = into.get(callee, 0) + total
            out[caller] = out.get(caller, 0) + total
    return into, out


def lost(table):
    """Entries that others overwrote: they pass on more than they take, which their callers miss, or
    have a name that is nobody's own."""
    into, out = flows(table)
    callers = {}
    for caller, callee, _, _ in table.calls:
        callers.setdefault(callee, set()).add(caller)

    def misses(key):
        primitive, calls, own, total = table.functions[key]
        return max(0, max(into.get(key, 0), total) - own - out.get(key, 0)) * (calls == primitive)

    found = []
    whole = sum(of[2] for of in table.functions.values())
    for key, (primitive, calls, own, total) in table.functions.items():
        above = own + out.get(key, 0) - total
        file, _, name = map(str, key[:3])
        nameless = file != "~" and (file.startswith("<") or
                                    name.startswith("<") and name != "<module>")
        missing = sum(misses(caller) for caller in callers.get(key, ()) if caller != key)
        if (calls > 0 and calls == primitive and above > 1e-4 * whole and
                above > 2e-3 * (own + out.get(key, 0)) and (nameless or missing >= above / 2)):
            found.append(above)
    return found


def residual(table, own_of_calls):
    """By how much own times and calls disagree, in the two ways that they may."""
    numbers = components(table)
    counted, own_in, open_ = {}, {}, set()
    for (caller, callee), (calls, own) in own_of_calls.items():
        counted[callee] = counted.get(callee, 0) + calls
        own_in[callee] = own_in.get(callee, 0) + own
    by_calls, balance = 0, {}
    for key, (primitive, calls, own, total) in table.functions.items():
        balance[numbers[key]] = balance.get(numbers[key], 0) - own
        if counted.get(key, 0) != calls or (calls == 0 and total == 0):
            open_.add(numbers[key])
        if counted.get(key, 0) == calls:
            by_calls += abs(own_in.get(key, 0) - own)
    for caller, callee, _, total in table.calls:
        if numbers[caller] != numbers[callee]:
            balance[numbers[callee]] += total
            balance[numbers[caller]] -= total
    return max(by_calls, sum(abs(rest) for place, rest in balance.items() if place not in open_))


class Notes:
    def __init__(self, facts):
        self.table, self.total = facts.table, facts.total

    def cost(self, cost, share, time):
        return shown.is_cost(cost, time) and shown.is_percent(share, time / self.total)

    def own_where(self, test):
        return sum(of[2] for key, of in self.table.functions.items() if test(key))

    def locks(self, cost, share):
        return self.cost(cost, share, self.own_where(lambda key: key[2] in LOCKS))

    def collided(self, count, cost, share):
        found = lost(self.table)
        return number(count) == len(found) and self.cost(cost, share, sum(found))

    def residual(self, cost, share):
        return self.cost(cost, share, residual(self.table, self.table.own_of_calls))

    def lacking(self, cost):
        own = sum(of[2] for of in self.table.functions.values())
        return shown.is_cost(cost, self.total - own)

    def c_code(self, cost, share):
        return self.cost(cost, share, self.own_where(
            lambda key: key[0] == "~" and not WAITS.search(key[2])))

    def added(self, count, cost):
        runs = [of[1] for key, of in self.table.functions.items() if key[2] == "_bootstrap_inner"]
        return number(count) in runs and shown.is_cost(cost, self.total)

    def overhead(self, count, each, cost, share):
        calls = sum(of[1] for of in self.table.functions.values())
        least = min(of[2] / of[1] for of in self.table.functions.values()
                    if of[1] >= 1000 and of[2] > 0)
        return (number(count) == calls and shown.is_cost(each, least) and
                self.cost(cost, share, least * calls))

    def roots(self, count):
        led_to = {callee for caller, callee, _, _ in self.table.calls if caller != callee}
        return number(count) == len(self.table.functions) - len(led_to)

    def shared(self, count):
        places = {}
        for file, _, name in (key[:3] for key in self.table.functions):
            places[file, name] = places.get((file, name), 0) + 1
        return number(count) == sum(n for n in places.values() if n > 1)

    def own_above(self, count):
        own = sum(of[2] for of in self.table.functions.values())
        return number(count) == sum(of[2] > of[3] + 1e-9 * own
                                    for of in self.table.functions.values())

    def above_program(self, count):
        return number(count) == sum(of[3] > 1.02 * self.total
                                    for of in self.table.functions.values())

    def negative(self, count):
        return number(count) == sum(of[2] < 0 or of[3] < 0 for of in self.table.functions.values(
            )) + sum(total < 0 or self.table.own_of_calls[a, b][1] < 0
                     for a, b, _, total in self.table.calls)

    def estimated(self, count):
        return number(count) == self.table.counted

    def swapped(self, count):
        return number(count) == self.table.swapped

    def without_entry(self, count):
        return number(count) == self.table.without_entry


NOTES = (
    (Notes.locks, r"Locks take %s \(%s\)" % (COST, SHARE)),
    (Notes.collided, r"Same file, line and name: .* for %s functions?, whose Totals? lacks? %s "
     r"\(%s\)" % (COUNT, COST, SHARE)),
    (Notes.residual, r"Own times and calls disagree by %s \(%s\)" % (COST, SHARE)),
    (Notes.lacking, r"%s of the (?:time|samples|cost) are in no entry" % COST),
    (Notes.added, r"%s threads? w(?:as|ere) recorded beside the main one: the %s are a sum"
     % (COUNT, COST)),
    (Notes.c_code, r"C functions that do not wait take %s \(%s\)" % (COST, SHARE)),
    (Notes.overhead, r"Recording took time too: %s calls? at %s, .*, (?:is|are) %s \(%s\)"
     % (COUNT, COST, COST, SHARE)),
    (Notes.roots, COUNT + " functions? (?:is|are) called by nothing"),
    (Notes.shared, COUNT + " functions? shares? file and name"),
    (Notes.own_above, COUNT + " functions? (?:has|have) more Own than Total"),
    (Notes.above_program, COUNT + " functions? takes? more than the program"),
    (Notes.negative, COUNT + " times? (?:is|are) negative"),
    (Notes.estimated, COUNT + " calls? came without times"),
    (Notes.swapped, COUNT + " entr(?:y|ies) ha(?:s|ve) more primitive"),
    (Notes.without_entry, COUNT + " callers? (?:has|have) no entr"),
)
# Python's versions are no numbers of the file.
WITHOUT_NUMBERS = re.compile(r"\(?Python 3\.12( on)?\)?|Python before 3\.12|over 100 %|as 0\.")


def read_notes(path):
    data = json.loads(run("-T", "json", path).out)
    return list(map(shown.plain, data["health"]["notes"]))


def check_note(facts, line):
    for method, expression in NOTES:
        match = re.match(expression, line)
        if match:
            facts.check(method(Notes(facts), *match.groups()), "a note", line)
            return
    facts.check(not re.search(r"\d", WITHOUT_NUMBERS.sub("", line)), "no expression knows the note",
                line)
