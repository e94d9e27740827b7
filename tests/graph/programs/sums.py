"""Reckons with decimals and fractions of pure Python, statistics, and a matrix of both."""

import _pydecimal
import bisect
import colorsys
import fractions
import functools
import operator
import random
import statistics

Decimal = _pydecimal.Decimal


def pi():
    """The first recipe in the documentation of decimal."""
    _pydecimal.getcontext().prec += 2
    last, t, s, n, na, d, da = 0, Decimal(3), 3, 1, 0, 0, 24
    while s != last:
        last = s
        n, na = n + na, na + 8
        d, da = d + da, da + 32
        t = (t * n) / d
        s += t
    _pydecimal.getcontext().prec -= 2
    return +s


def interest(rate, years):
    money = Decimal("1000.00")
    for _ in range(years):
        money = (money * (1 + Decimal(rate) / 100)).quantize(Decimal("0.01"))
    return money.ln() + money.sqrt()


class Matrix:
    def __init__(self, rows):
        self.rows = [tuple(row) for row in rows]

    def __mul__(self, other):
        columns = list(zip(*other.rows))
        return Matrix([[dot(row, column) for column in columns] for row in self.rows])

    def determinant(self):
        if len(self.rows) == 1:
            return self.rows[0][0]
        first, rest = self.rows[0], self.rows[1:]
        return sum(
            (-1) ** i * a * Matrix(without(rest, i)).determinant() for i, a in enumerate(first)
        )


def without(rows, i):
    return [row[:i] + row[i + 1 :] for row in rows]


def dot(a, b):
    return functools.reduce(operator.add, map(operator.mul, a, b))


def summary(numbers):
    return (
        statistics.mean(numbers),
        statistics.stdev(numbers),
        statistics.median_grouped(numbers),
        statistics.mode([round(number, 1) for number in numbers]),
    )


def main():
    chance = random.Random(1)
    pi()
    for rate in range(1, 30):
        str(interest(rate, 15))
    rows = [[fractions.Fraction(chance.randrange(9), 7) for _ in range(6)] for _ in range(6)]
    (Matrix(rows) * Matrix(rows)).determinant()
    numbers = [chance.gauss(10, 2) for _ in range(2000)]
    summary(numbers)
    summary([fractions.Fraction(number).limit_denominator(1000) for number in numbers[:500]])
    ranks = sorted(numbers)
    [colorsys.hls_to_rgb(bisect.bisect(ranks, number) / len(ranks), 0.5, 1) for number in numbers]


main()
