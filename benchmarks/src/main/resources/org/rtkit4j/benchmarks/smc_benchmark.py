"""Measures the Python client of the m1n1 repository on the keys of an SMC; prints one line for each: name and value.

Usage: M1N1DEVICE=PATH smc_benchmark.py SECONDS; PYTHONPATH holds the client.
"""
import sys
import time

from m1n1.setup import *
from m1n1.fw.smc import SMCClient, SMCError

seconds = float(sys.argv[1])
smc = SMCClient(u, u.adt["arm-io/smc"].get_reg(0)[0], None)
smc.verbose = 0
smc.start()
smc.start_ep(0x20)
endpoint = smc.epmap[0x20]


def read_all():
    count = endpoint.read32b("#KEY")
    for index in range(count):
        key = endpoint.get_key_by_index(index)
        size, kind, flags = endpoint.get_key_info(key)
        if flags & 0x80 and not flags & 0x10:
            endpoint.read_type(key, size, kind)


reads = 0
start = time.monotonic()
while time.monotonic() - start < seconds:
    endpoint.read32("TB0T")
    reads += 1
print("key reads/s", reads / (time.monotonic() - start))
start = time.monotonic()
read_all()
print("complete list, ms", (time.monotonic() - start) * 1000)
smc.stop()
