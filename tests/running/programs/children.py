import sys

from busy import busy


def by_processes(method):
    import multiprocessing

    multiprocessing.set_start_method(method)
    processes = [multiprocessing.Process(target=busy, args=(5,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


def by_an_executor():
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(2) as pool:
        list(pool.map(busy, [5, 6]))


def by_fork_of_os():
    import os

    for _ in range(2):
        process = os.fork()
        if not process:
            busy(5)
            sys.exit(0)
        os.waitpid(process, 0)


def by_subprocess():
    import subprocess

    for _ in range(2):
        subprocess.call([sys.executable, "-c", "import busy; busy.busy(5)"])


if __name__ == "__main__":
    kind = sys.argv[1]
    if kind in ("spawn", "fork", "forkserver"):
        by_processes(kind)
    else:
        globals()["by_" + kind]()
    busy(5)
