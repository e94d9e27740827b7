"""How numbers are shown: three digits and a unit, shares with one decimal below ten per cent. As
docs and README describe it, worked out without the program."""

import math
import re

SPACES = re.compile(r"[\s\u00a0\u202f]+")
# Sums in another order differ by this part of them.
ROUNDING = 1e-12


def plain(text):
    return SPACES.sub(" ", text).strip()


def count(number):
    return "{:,d}".format(number).replace(",", " ")


def cost(seconds):
    sign, seconds = "-" if seconds < 0 else "", abs(seconds)
    if seconds >= 999.5:
        return sign + count(int("%.0f" % seconds)) + " s"
    digits, exponent = ("%.2e" % seconds).split("e")
    exponent = int(exponent)
    if seconds == 0:
        return sign + "0 s"
    unit = 0 if exponent >= 0 else min((2 - exponent) // 3, 3)
    value = float("%se%d" % (digits, exponent + 3 * unit))
    if unit == 3:
        return sign + ("<1 ns" if value < 1 else "%.0f ns" % value)
    decimals = 2 - (exponent + 3 * unit)
    return sign + "%.*f %s" % (decimals, value, ("s", "ms", "µs")[unit])


def percent(share):
    value = share * 100
    if abs(value) >= 10000:
        return ">10 000 %" if value > 0 else "<-10 000 %"
    if value == 0:
        return "0 %"
    if abs(value) < 0.05:
        return "<0.1 %" if value > 0 else ">-0.1 %"
    return "%.*f %%" % (1 if abs(value) < 9.95 else 0, value)


def nearby(value):
    return value * (1 - ROUNDING), value, value * (1 + ROUNDING)


def is_cost(text, seconds):
    """Whether a text shows this time, to the last digit that it has."""
    return math.isfinite(seconds) and plain(text) in map(cost, nearby(seconds))


def is_percent(text, share):
    """Whether a text shows this share, likewise."""
    return plain(text) in map(percent, nearby(share))
