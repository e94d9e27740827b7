import sys
import threading


def busy(rounds):
    for _ in range(rounds):
        sum(range(1000))


def thread_busy(rounds):
    busy(rounds)


ROUNDS = 40000

if __name__ == "__main__":
    thread = threading.Thread(target=thread_busy, args=(ROUNDS,))
    thread.start()
    busy(ROUNDS)
    thread.join()
    print(sys.argv, sys.path[0] == __file__.rpartition("/")[0])
    sys.stderr.write("message\n")
    sys.exit(7)
