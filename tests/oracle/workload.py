"""A program whose hottest function is known: `multiply` takes nine tenths of the time by itself,
calls nothing, and is not called often, so that no profiler's own cost moves it.

Usage: workload.py ROUNDS     about 5 ms a round
"""

import json
import sys
import threading


def multiply(size):
    total = 0
    for i in range(size):
        for j in range(size):
            total = (total + i * j) % 65521
    return total


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def encode(rounds):
    data = {str(n): [n, [n, {"twice": 2 * n}]] for n in range(rounds)}
    return len(json.dumps(data, indent=1))


def work_aside(rounds):
    for _ in range(rounds):
        sum(n * n for n in range(300))


def main(rounds):
    thread = threading.Thread(target=work_aside, args=(rounds,))
    thread.start()
    for _ in range(rounds):
        multiply(250)
        fib(9)
        encode(20)
    thread.join()


main(int(sys.argv[1]))
