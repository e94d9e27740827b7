import sys
from busy import busy

busy(1000)
print(sys.argv, sys.path[0], __name__, __file__)
sys.exit(7)
