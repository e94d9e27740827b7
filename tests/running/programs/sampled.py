import sys
import threading
import time


def busy(seconds):
    end = time.time() + seconds
    while time.time() < end:
        sum(range(1000))


def thread_busy(seconds):
    busy(seconds)


if __name__ == "__main__":
    thread = threading.Thread(target=thread_busy, args=(0.4,))
    thread.start()
    busy(0.4)
    thread.join()
    print(sys.argv, sys.path[0] == __file__.rpartition("/")[0])
    sys.stderr.write("message\n")
    sys.exit(7)
