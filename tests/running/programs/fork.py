import os
import sys
from busy import busy

process = os.fork()
busy(1000)
if process == 0:
    busy(2000)
    sys.exit(3)
print(os.waitpid(process, 0)[1] >> 8)
