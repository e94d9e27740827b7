import atexit
from busy import busy

atexit.register(busy, 1000)
