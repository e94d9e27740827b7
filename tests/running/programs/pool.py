import multiprocessing
from busy import busy

if __name__ == "__main__":
    pool = multiprocessing.Pool(2)
    print(pool.map(busy, [1000, 2000, 3000]))
    pool.close()
    pool.join()
