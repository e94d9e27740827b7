from busy import busy


def down(depth):
    return down(depth + 1)


try:
    down(0)
except RuntimeError as error:
    print(type(error).__name__)
busy(1000)
