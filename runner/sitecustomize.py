"""Profiles the Python process that finds this module first in PYTHONPATH, for `prof2dot run`.

The program runs as it always does: Python itself starts it, so its arguments, paths, tracebacks and exit
status are its own. This module only starts a profiler before, and writes what it recorded when the
process ends: by its end, an exception, sys.exit, Ctrl-C, SIGTERM or SIGHUP. Children of it (fork,
multiprocessing, other Pythons) find this module as well and write files of their own.

PROF2DOT_RUN is the folder for what is recorded. PID.prof is the main thread of a process; PID-1.prof and so
on are its other threads, those of one name together. PID.names says what these are: a line with the name of
the process, then a line for each file with how many threads are in it, their time and their processor's time
in microseconds (0: not known, as before Python 3.7) and their name. An empty file PID.idle says that the
process has not reached its program, for want of such a module or by an error of syntax.
PROF2DOT_PROFILER is "cprofile", "yappi" or "outside": then the first process, for which PROF2DOT_WATCHED
is set, waits before the program for a sampling profiler to find it, from the file "ready" until there is
one "go".

Works with Python 2.7 to 3.15 and imports nothing that the interpreter has not loaded already, except
_lsprof or yappi.
"""

import os
import sys

FOLDER = os.environ.get("PROF2DOT_RUN", "")
HERE = os.path.dirname(os.path.abspath(__file__))
PROCESSOR_CLOCK = getattr(sys.modules.get("time"), "thread_time", lambda: 0)  # of the thread that asks
MOST_NAMES = 100  # of threads in a process: beyond, they are told apart without their numbers
IS_TOLD_OF_ALL = sys.version_info >= (3, 12)  # only one profiler can be enabled, for all threads

try:
    import _signal
    import _thread
except ImportError:  # Python 2
    import signal as _signal
    import thread as _thread


def chain():
    """Imports the module of this name that Python would have found without us."""
    try:
        import sitecustomize  # noqa: F401
    except ImportError:
        pass
    finally:
        sys.modules.setdefault("sitecustomize", OURS)


def key_of(code):
    if hasattr(code, "co_filename"):
        return code.co_filename, code.co_firstlineno, code.co_name
    return "~", 0, code


def add(numbers, entry):
    """Adds an entry's primitive and all calls, exclusive and inclusive seconds."""
    numbers[0] += entry.callcount - entry.reccallcount
    numbers[1] += entry.callcount
    numbers[2] += entry.inlinetime
    numbers[3] += entry.totaltime


def key_of_stat(stat):
    """Not its index: of a function that several threads call there are several, which it adds up."""
    return stat.module, stat.lineno, stat.name


def add_stat(numbers, stat):
    """The same of yappi, which calls the primitive calls the actual ones."""
    numbers[0] += stat.nactualcall
    numbers[1] += stat.ncall
    numbers[2] += stat.tsub
    numbers[3] += stat.ttot


def subtract(numbers, edge):
    for i in range(4):
        numbers[i] = max(numbers[i] - edge[i], 0)


def is_ours(key):
    """What records, and what Python does once the program has ended."""
    return (
        key[0].startswith(HERE + os.sep)
        or "_lsprof.Profiler" in key[2]
        or (key[0] == "~" and "_thread.start_" in key[2])
        or (key[2] == "_shutdown" and os.path.basename(key[0]) == "threading.py")
    )


def is_passage(key):
    """What Python 2 calls the functions of atexit from; these are the program's."""
    return key[2] == "_run_exitfuncs" and os.path.basename(key[0]) == "atexit.py"


def is_program(frame):
    """Whether this is the first frame of the program, whichever way Python starts it."""
    return frame.f_code.co_name == "<module>" and frame.f_globals.get("__name__") == "__main__"


def own_file(ending, part=""):
    """Of this process."""
    return os.path.join(FOLDER, "%d%s.%s" % (os.getpid(), part, ending))


def touch(path):
    open(path, "w").close()


def note(text):
    os.write(2, ("prof2dot: note: %s\n" % text).encode())


def await_program(begin):
    """Calls begin() at the program's first frame, of which a profiler is told only after that."""
    idle = own_file("idle")

    def on_call(frame, *_):
        if is_program(frame):
            sys.settrace(None)
            os.remove(idle)
            if sys.modules.get("sitecustomize") is OURS:  # which Python wanted until here
                del sys.modules["sitecustomize"]
            begin()

    touch(idle)
    sys.settrace(on_call)


class Table(object):
    """What pstats.Stats.stats is; functions that share file, line and name are added up."""

    def __init__(self):
        self.rows = {}

    def row(self, key):
        if key not in self.rows:
            self.rows[key] = ([0, 0, 0.0, 0.0], {})
        return self.rows[key]

    def add_profiler(self, entries):
        for entry in entries or ():
            caller = key_of(entry.code)
            add(self.row(caller)[0], entry)
            for called in entry.calls or ():
                callers = self.row(key_of(called.code))[1]
                add(callers.setdefault(caller, [0, 0, 0.0, 0.0]), called)

    def leave_out(self, keys):
        """Removes functions, the calls by them, and the functions that nothing else has called."""
        callees = {}
        for callee, (_, callers) in self.rows.items():
            for caller in callers:
                callees.setdefault(caller, []).append(callee)
        while keys:
            caller = keys.pop()
            self.rows.pop(caller, None)
            for callee in callees.get(caller, ()):
                numbers, callers = self.rows.get(callee, ([], {}))
                if caller not in callers:
                    continue
                edge = callers.pop(caller)
                if callee[0] == "~" or not is_passage(caller):
                    subtract(numbers, edge)
                    if numbers[1] <= callers.get(callee, (0, 0))[1]:
                        keys.append(callee)

    def stats(self):
        found = {}
        for key, (numbers, callers) in self.rows.items():
            callers = dict((caller, (n[1], n[0], n[2], n[3])) for caller, n in callers.items())
            found[key] = tuple(numbers) + (callers,)
        return found


def without_ours(entries):
    """What a profiler recorded, without our functions."""
    kept = []
    for entry in entries:
        if not is_ours(key_of(entry.code)):
            calls = [call for call in entry.calls or () if not is_ours(key_of(call.code))]
            kept.append(type(entry)(tuple(entry)[:5] + (calls or None,)))
    return kept


def yielding(base, ours):
    """The class for profilers of the program's own: only one can run at a time."""

    class Profiler(base):
        has_place = False

        def enable(self, *args, **keywords):
            ours.pause()
            self.has_place = True
            return base.enable(self, *args, **keywords)

        def disable(self):
            base.disable(self)
            if self.has_place:
                self.has_place = False
                ours.resume()

        def getstats(self):
            return without_ours(base.getstats(self))

    return Profiler


def holds(path, word):
    """Whether the file holds these bytes, of which there are at most a hundred."""
    last = b""
    try:
        with open(path, "rb") as file:
            part = file.read(1 << 20)
            while part:
                if word in last + part:
                    return True
                last = part[-100:]
                part = file.read(1 << 20)
    except (EnvironmentError, TypeError, ValueError):
        pass
    return False


class Bound(object):
    def method(self):
        pass


def unwrapping(tell):
    """Tells of a call of a bound method as of one of its function.

    Python 3.12 and 3.13 tell of the method as the call begins, and of its function, if that is written in
    C, as it ends: _lsprof takes only the end for one of a C function, and ends another call instead."""
    bound = type(Bound().method)

    def tell_of_call(code, offset, called, argument):
        tell(code, offset, called.__func__ if type(called) is bound else called, argument)

    return tell_of_call


def name_of_thread(function):
    """As the program calls the thread; one that has no name is called as what it runs."""
    try:
        owner = getattr(function, "__self__", None)
        if issubclass(type(owner), sys.modules["threading"].Thread):
            return owner.name
    except Exception:  # hostile or half-made objects of the program's
        pass
    return getattr(function, "__name__", "thread")


def without_number(name):
    """ "worker" of "worker-12"; "Thread (work)" of "Thread-12 (work)", as Python names threads by itself."""
    start, _, rest = name.partition("-")
    number, blank, function = rest.partition(" ")
    if blank and number.isdigit():
        return start + blank + function
    return name.rstrip("0123456789").rstrip("-_ ") or name


def one_line(name):
    if not isinstance(name, bytes):
        name = name.encode("utf-8", "replace")
    return b" ".join(name.split())


def name_of_process(is_forked):
    """As multiprocessing calls it; any other is called as its script."""
    process = sys.modules.get("multiprocessing.process")
    name = process.current_process().name if process else "MainProcess"
    if name != "MainProcess":
        return name
    script = sys.argv[0] if sys.argv else ""
    if os.path.basename(script) == "__main__.py":
        script = os.path.dirname(script)
    name = "python -c" if script == "-c" else os.path.basename(script)
    return "fork of " + name if is_forked else name


class Thread(object):
    """One that is recorded, or was; nothing keeps its objects alive that it has done with. Made and ended by
    the thread itself."""

    def __init__(self, profiler, function=None):
        self.profiler = profiler
        self.function = function
        self.last_name = "thread"
        self.ident = _thread.get_ident()
        self.computed = None  # for so long, once it has ended
        self.begin()

    def begin(self):
        self.begun = PROCESSOR_CLOCK()

    def computing(self):
        """The processor's time, in seconds; 0 of another thread that goes on."""
        if self.computed is not None:
            return self.computed
        return PROCESSOR_CLOCK() - self.begun if self.ident == _thread.get_ident() else 0

    def name(self):
        return self.last_name if self.function is None else name_of_thread(self.function)

    def end(self):
        self.computed = self.computing()
        self.last_name = self.name()
        self.function = None


def group(named):
    """Adds up the tables of threads of one name: (name, how long each computed, Table), in the order of their
    starts."""
    if len(set(name for name, _ in named)) > MOST_NAMES:
        named = [(without_number(name), thread) for name, thread in named]
    groups, places = [], {}
    for name, thread in named:
        if name not in places:
            places[name] = len(groups)
            groups.append([name, [], Table()])
        _, times, table = groups[places[name]]
        times.append(thread.computing())
        table.add_profiler(thread.profiler.getstats())
    return groups


class Lsprof(object):
    """cProfile's own profiler, one a thread.

    From Python 3.12 on only one can be enabled, and is told of all threads: its methods are callbacks
    in sys.monitoring. Once the program starts a thread, functions in their place call the method of the
    thread's own profiler, which is never enabled."""

    def __init__(self):
        import _lsprof

        self.new = _lsprof.Profiler
        _lsprof.Profiler = yielding(self.new, self)
        self.renew()
        self.paused = False
        self.methods = _thread._local()  # of the thread's profiler, where one is told of all threads
        self.shared = []  # events, and the functions that are told of them
        self.call = ""  # the method that is told of calls' begins
        self.unwraps = False  # a function stands in its place, which takes time: only if need be
        if IS_TOLD_OF_ALL:
            self.watch_extensions()
        threading = sys.modules.get("threading")
        for name in ("start_new_thread", "start_joinable_thread"):  # the second from Python 3.13 on
            if hasattr(_thread, name):
                setattr(_thread, name, self.starter(getattr(_thread, name)))
                if hasattr(threading, "_" + name):
                    setattr(threading, "_" + name, getattr(_thread, name))

    def renew(self):
        """Nothing is recorded yet, and only the calling thread is known."""
        self.main = self.new()
        self.threads = [Thread(self.main)]
        self.running = {_thread.get_ident(): self.main}
        self.is_shared_out = self.is_enabled = False

    def starter(self, start):
        def start_new_thread(*args, **keywords):
            if not args or not callable(args[0]):
                return start(*args, **keywords)  # says what is wrong
            function = args[0]

            def run(*args, **keywords):
                profiler = self.new()
                thread = Thread(profiler, function)
                self.threads.append(thread)
                self.running[_thread.get_ident()] = profiler
                self.follow(profiler)
                try:
                    return function(*args, **keywords)
                finally:
                    self.leave(profiler)
                    thread.end()
                    self.running.pop(_thread.get_ident(), None)

            if IS_TOLD_OF_ALL:
                self.share_out()
            return start(run, *args[1:], **keywords)

        return start_new_thread

    def follow(self, profiler):
        """Records the calling thread from now on."""
        if not IS_TOLD_OF_ALL:
            profiler.enable()
            return
        names = [name for name in dir(profiler) if name.endswith("_callback")]
        found = dict((name, getattr(profiler, name)) for name in names)
        self.methods.__dict__.update(found)  # all at once: no call begins that does not end

    def leave(self, profiler):
        if IS_TOLD_OF_ALL:
            self.methods.__dict__.clear()
        else:
            profiler.disable()

    def callback(self, name):
        methods = self.methods

        def tell(*event):
            try:
                method = getattr(methods, name)
            except AttributeError:  # a thread that was not started by Python
                return
            method(*event)

        return tell

    def find_shared(self):
        """Of each event the function that is to take its callback's place. The callback is known by taking
        it away, which loses calls: before the program begins."""
        monitoring = sys.monitoring
        for name in dir(monitoring.events):
            event = getattr(monitoring.events, name)
            if name.isupper() and event:
                found = monitoring.register_callback(monitoring.PROFILER_ID, event, None)
                monitoring.register_callback(monitoring.PROFILER_ID, event, found)
                if getattr(found, "__self__", None) is not self.main:
                    continue
                function = self.callback(found.__name__)
                if event == monitoring.events.CALL:
                    self.call = found.__name__
                    function = unwrapping(function)
                self.shared.append((event, function))

    def watch_extensions(self):
        """Methods that pybind11 makes are bound ones of C functions; others hardly ever are."""

        def hook(event, arguments):
            if event != "import" or self.unwraps or not arguments[1]:  # the file of an extension
                return
            if arguments[0] == "torch._C" or holds(arguments[1], b"pybind11"):
                self.unwraps = True
                self.unwrap_calls()

        sys.addaudithook(hook)

    def unwrap_calls(self):
        if self.unwraps and self.call and self.is_enabled and not self.is_shared_out:
            monitoring = sys.monitoring
            tell = unwrapping(getattr(self.main, self.call))
            monitoring.register_callback(monitoring.PROFILER_ID, monitoring.events.CALL, tell)

    def share_out(self):
        """Puts functions in the place of the callbacks, if the profiler that is enabled is ours."""
        if self.is_enabled and not self.is_shared_out:
            self.is_shared_out = True
            for event, function in self.shared:
                sys.monitoring.register_callback(sys.monitoring.PROFILER_ID, event, function)

    def start(self):
        self.follow(self.main)
        self.enable_main()
        if IS_TOLD_OF_ALL and not self.shared:
            self.find_shared()

    def enable_main(self):
        was_shared_out, self.is_shared_out = self.is_shared_out, False
        self.main.enable()
        self.is_enabled = True
        if was_shared_out:
            self.share_out()
        self.unwrap_calls()

    def begin(self):
        """Forgets what Python has done to get to the program."""
        self.main.clear()
        self.threads[0].begin()

    def restart(self):
        """In a forked child: what was recorded before belongs to its parent."""
        self.disable_main()
        self.renew()
        self.start()

    def pause(self):
        self.paused = True
        if IS_TOLD_OF_ALL:
            self.disable_all()
        elif _thread.get_ident() in self.running:
            self.running[_thread.get_ident()].disable()

    def resume(self):
        if IS_TOLD_OF_ALL:
            self.enable_main()
        elif _thread.get_ident() in self.running:
            self.running[_thread.get_ident()].enable()

    def disable_main(self):
        self.is_enabled = False
        try:
            self.main.disable()
        except ValueError:  # the program took the tool away
            sys.monitoring.use_tool_id(sys.monitoring.PROFILER_ID, "prof2dot")
            self.main.disable()

    def disable_all(self):
        """Ends the calls that go on, which only a profiler that was enabled does."""
        self.disable_main()
        for thread in list(self.threads):
            if IS_TOLD_OF_ALL and thread.profiler is not self.main:
                thread.profiler.enable()
            thread.profiler.disable()

    def stop(self):
        self.disable_all()
        if self.paused:
            note("the program used cProfile itself: what that recorded is missing here")

    def tables(self):
        """The main thread's, then those of the others: (name, how long each computed, Table)."""
        others = [(thread.name(), thread) for thread in list(self.threads)[1:]]
        return group([("", self.threads[0])]) + group(others)


class Yappi(object):
    """yappi records all threads and adds them up."""

    def __init__(self):
        import yappi

        self.yappi = yappi

    def start(self):
        self.yappi.set_clock_type("wall")
        self.yappi.start(builtins=True, profile_threads=True)

    def begin(self):
        self.yappi.clear_stats()

    def restart(self):
        self.stop()
        self.begin()
        self.start()

    def stop(self):
        self.yappi.stop()

    def tables(self):
        table = Table()
        for stat in self.yappi.get_func_stats():
            caller = key_of_stat(stat)
            add_stat(table.row(caller)[0], stat)
            for child in stat.children:
                callers = table.row(key_of_stat(child))[1]
                add_stat(callers.setdefault(caller, [0, 0, 0.0, 0.0]), child)
        return [("", [0], table)]


def choose():
    return Yappi() if os.environ.get("PROF2DOT_PROFILER") == "yappi" else Lsprof()


def write_table(table, path):
    """Whoever finds the file finds all of it."""
    import marshal

    with open(path + ".part", "wb") as file:
        marshal.dump(table.stats(), file)
    os.rename(path + ".part", path)


def write_tables(tables, process):
    """The main thread's comes last: whoever finds it finds the others."""
    lines = [one_line(process)]
    for name, computing, table in tables:
        table.leave_out([key for key in table.rows if is_ours(key) or is_passage(key)])
        time = sum(numbers[2] for numbers, _ in table.rows.values())
        computed = sum(computing) if all(computing) else 0
        lines.append(("%d %d %d " % (len(computing), time * 1e6, computed * 1e6)).encode() + one_line(name))
    with open(own_file("names"), "wb") as file:
        file.write(b"\n".join(lines) + b"\n")
    for i in reversed(range(len(tables))):
        write_table(tables[i][2], own_file("prof", "-%d" % i if i else ""))


class Recorder(object):
    """Writes once a process, however it ends."""

    def __init__(self):
        self.profiler = choose()
        self.process = None  # that is recorded and has not been written
        self.is_forked = False
        self.writing = False
        self.ended_by = None
        self.masks = []
        self.signals = [getattr(_signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(_signal, name)]

    def write(self, *_):
        if self.process != os.getpid() or not os.path.isdir(FOLDER) or self.is_servant():
            return
        self.process = None
        self.writing = True
        self.profiler.stop()
        if os.path.exists(own_file("idle")):
            sys.settrace(None)
            return
        write_tables(self.profiler.tables(), name_of_process(self.is_forked))
        self.writing = False
        if self.ended_by:
            self.end(self.ended_by)

    def end(self, number, *_):
        """On a signal that ends the process; a second one must not cut the writing short."""
        self.ended_by = number
        if self.writing:
            return
        self.write()
        _signal.signal(number, _signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def is_servant(self):
        """Whether multiprocessing started this process for itself; it ends after the program."""
        main = getattr(sys.modules.get("__main__"), "main", None)
        servants = ("resource_tracker", "semaphore_tracker", "forkserver")
        module = getattr(main, "__module__", None) or ""
        return not self.is_forked and module in ["multiprocessing." + name for name in servants]

    def forked(self):
        self.process = os.getpid()
        self.is_forked = True
        self.profiler.restart()
        util = sys.modules.get("multiprocessing.util")
        if util:  # its children leave by os._exit, after their finalizers
            util.register_after_fork(self, Recorder.finalize_with)

    def finalize_with(self):
        util = sys.modules["multiprocessing.util"]
        util.Finalize(None, self.write, exitpriority=-1000)

    def hold_signals(self):
        """Before a fork: Python forgets a signal that comes to the child before it has seen to that."""
        if hasattr(_signal, "pthread_sigmask"):
            self.masks.append(_signal.pthread_sigmask(_signal.SIG_BLOCK, self.signals))
        else:
            self.change_handlers(self.end, _signal.SIG_DFL)

    def let_signals_go(self):
        if self.masks:
            _signal.pthread_sigmask(_signal.SIG_SETMASK, self.masks.pop())
        else:
            self.change_handlers(_signal.SIG_DFL, self.end)

    def change_handlers(self, old, new):
        try:
            for number in self.signals:
                if _signal.getsignal(number) == old:
                    _signal.signal(number, new)
        except ValueError:
            pass  # not the main thread

    def watch_forks(self):
        def begin():
            self.forked()
            self.let_signals_go()

        def forking():
            self.hold_signals()
            try:
                process = fork()
                if not process:
                    self.forked()
            finally:
                self.let_signals_go()
            return process

        fork = os.fork
        if hasattr(os, "register_at_fork"):
            after = {"after_in_parent": self.let_signals_go, "after_in_child": begin}
            os.register_at_fork(before=self.hold_signals, **after)
        else:
            os.fork = forking

    def start(self):
        import atexit

        self.process = os.getpid()
        atexit.register(self.write)
        self.change_handlers(_signal.SIG_DFL, self.end)
        self.watch_forks()
        self.profiler.start()
        await_program(self.profiler.begin)


def wait_for_sampler():
    import time

    touch(os.path.join(FOLDER, "ready"))
    go = os.path.join(FOLDER, "go")
    while os.path.isdir(FOLDER) and not os.path.exists(go):
        time.sleep(0.002)


def start():
    if os.environ.get("PROF2DOT_PROFILER") != "outside":
        Recorder().start()
    elif os.environ.pop("PROF2DOT_WATCHED", ""):
        await_program(wait_for_sampler)


OURS = sys.modules.pop("sitecustomize", None)
sys.path[:] = [path for path in sys.path if os.path.abspath(path) != HERE]
sys.path_importer_cache.pop(HERE, None)
try:
    chain()
finally:
    if FOLDER and os.path.isdir(FOLDER):
        start()
