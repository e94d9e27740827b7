"""The data that all four programs share: the same people and vectors in every run."""
import zlib

import numpy as np
import pandas as pd

CODES = 100_000      # occupations that have a vector
COMPONENTS = 100     # numbers in a vector
PEOPLE = 10_000      # vectors to look up


def make_people(rng):
    """One row a person. About half of the occupation codes have no vector."""
    return pd.DataFrame({
        "occupation": rng.integers(0, 2 * CODES, PEOPLE),
        "age": rng.integers(18, 100, PEOPLE),
        "district": rng.integers(0, 1000, PEOPLE),
    })


def make_embedding(rng):
    """One row a code, in no particular order."""
    return pd.DataFrame(rng.random((CODES, COMPONENTS)), index=rng.permutation(CODES))


def make():
    rng = np.random.default_rng(2024)
    return make_people(rng), make_embedding(rng)


def checksum(table):
    """A number that agrees only if every value and every label agrees."""
    values = table.to_numpy(dtype=float).tobytes()
    labels = table.index.to_numpy(dtype=np.int64).tobytes()
    return f"{zlib.crc32(labels, zlib.crc32(values)):08x}"
