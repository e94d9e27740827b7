"""Threads and child processes that say on standard output how long each worked: name, calls of busy(), the
seconds within and those from before its start until after its end."""

import multiprocessing
import os
import sys
import threading
import time

from busy import busy

CLOCK = getattr(time, "perf_counter", time.time)
TOLD = threading.Lock()
WITHIN = {}


def work(name, calls):
    begin = CLOCK()
    for _ in range(calls):
        busy(3000)
    WITHIN[name] = CLOCK() - begin


def tell(name, calls, around):
    with TOLD:
        os.write(1, ("%s\t%d\t%.9f\t%.9f\n" % (name, calls, WITHIN[name], around)).encode("utf-8"))


def one_thread(name, calls):
    thread = threading.Thread(target=work, args=(name, calls), name=name)
    begin = CLOCK()
    thread.start()
    thread.join()
    tell(name, calls, CLOCK() - begin)


def child(name, calls):
    work(name, calls)
    inner = threading.Thread(target=busy, args=(3000,))
    inner.start()
    inner.join()
    if name == "nester":
        process = multiprocessing.Process(target=work, args=("inner", 2), name="inner")
        process.start()
        process.join()


def few(kind):
    if kind:
        multiprocessing.set_start_method(kind)
    for place, name in enumerate(["main\tloop" + "\u00e9" * (sys.version_info > (3,)), "writer", "<b>&amp;"]):
        one_thread(name, 3 + place)
    for calls in (1, 2):  # of one name
        one_thread("twin", calls)
    processes = [
        multiprocessing.Process(target=child, args=(name, calls), name=name)
        for name, calls in (("nester", 2), ("loader", 4))
    ]
    for process in processes:
        process.start()
    busy(3000)
    for process in processes:
        process.join()


def many():
    """More than there are chips for, of which one works most; and more of one kind."""
    for number in range(20):
        one_thread("part-%s" % chr(ord("a") + number), 9 if number == 13 else 1)
    for number in range(20):
        one_thread("worker-%d" % number, 1)
    busy(3000)


def late():
    """A thread goes on when the main one has ended; another is a daemon that never ends."""
    threading.Thread(target=lambda: (time.sleep(0.2), busy(3000)), name="late").start()
    daemon = threading.Thread(target=lambda: (busy(3000), time.sleep(60)), name="daemon")
    daemon.daemon = True
    daemon.start()
    time.sleep(0.1)


def locked():
    """Threads that only wait, mostly for a lock, of which cProfile tells nothing."""
    lock = threading.Lock()

    def hold():
        with lock:
            time.sleep(0.1)

    threads = [threading.Thread(target=hold) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    if sys.argv[1] == "many":
        many()
    elif sys.argv[1] == "late":
        late()
    elif sys.argv[1] == "locked":
        locked()
    else:
        few(sys.argv[2] if len(sys.argv) > 2 else "")
