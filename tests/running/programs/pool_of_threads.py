from concurrent.futures import ThreadPoolExecutor
from busy import busy

with ThreadPoolExecutor(3) as pool:
    print(list(pool.map(busy, [20000, 20001, 20002, 20003, 20004])))
