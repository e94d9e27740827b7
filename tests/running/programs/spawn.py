import multiprocessing
from busy import busy

if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    busy(1000)
    for _ in range(2):
        child = context.Process(target=busy, args=(2000,))
        child.start()
        child.join()
        print(child.exitcode)
