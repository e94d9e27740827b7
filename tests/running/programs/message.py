import sys
from busy import busy

busy(1000)
sys.exit("said on the way out")
