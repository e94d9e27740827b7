"""Many small numpy calls: two random matrices, the largest value of each row, their sum."""
import numpy as np

ROUNDS = 10_000
SIDE = 100


def random_row_maxima(rng, limit):
    matrix = rng.integers(limit, size=(SIDE, SIDE))
    return np.max(matrix, axis=1)


def add_maxima(left, right):
    return left + right


def main():
    rng = np.random.default_rng(2024)
    total = 0
    for _ in range(ROUNDS):
        total += add_maxima(random_row_maxima(rng, 10), random_row_maxima(rng, 1000)).sum()
    print(total)


if __name__ == "__main__":
    main()
