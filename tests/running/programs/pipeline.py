import threading
import time

try:
    import queue
except ImportError:
    import Queue as queue


def make(jobs):
    for number in range(24):
        time.sleep(0.01)
        jobs.put(number)
    for _ in range(3):
        jobs.put(None)


def wait_for_disk():
    time.sleep(0.08)


def work(jobs, results):
    for job in iter(jobs.get, None):
        wait_for_disk()
        results.put(job * job)
    results.put(None)


def collect(results):
    ended = total = 0
    while ended < 3:
        result = results.get()
        if result is None:
            ended += 1
        else:
            total += result
    return total


def main():
    jobs, results = queue.Queue(), queue.Queue()
    threads = [threading.Thread(target=make, args=(jobs,))]
    threads += [threading.Thread(target=work, args=(jobs, results)) for _ in range(3)]
    threads.append(threading.Thread(target=collect, args=(results,)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


main()
