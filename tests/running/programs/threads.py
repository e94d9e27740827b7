import threading
from busy import busy


def worker():
    busy(20000)


def main():
    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    busy(20000)
    for thread in threads:
        thread.join()


main()
