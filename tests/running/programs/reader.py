import sys
from busy import busy

for line in sys.stdin:
    busy(100)
    sys.stdout.write(line.upper())
