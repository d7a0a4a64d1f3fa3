"""Measures the Python client of the m1n1 repository; prints one line for each measurement: name and rate.

Usage: proxy_benchmark.py WAY SECONDS; WAY is a path or socket://HOST:PORT; PYTHONPATH holds the client.
"""
import os
import sys
import time

import serial

from m1n1.proxy import M1N1Proxy, UartInterface

BASE = 0x8_0000_0000
BLOCK = 1 << 20
way, seconds = sys.argv[1], float(sys.argv[2])
os.environ["M1N1TIMEOUT"] = "20"
iface = UartInterface(serial.serial_for_url(way) if way.startswith("socket:") else way)
p = M1N1Proxy(iface)
# With checksums, whatever the host before had: this client's own NOP would ask for none.
iface.cmd(iface.REQ_NOP)
iface.reply(iface.REQ_NOP)
block = bytes(i & 0xff for i in range(BLOCK))


def rate(work):
    work()
    count = 0
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        work()
        count += 1
    return count / (time.monotonic() - start)


def checked_store():
    p.write32(BASE, 1)
    p.get_exc_count()


print("loads/s", rate(lambda: p.read32(BASE)))
print("stores/s", rate(checked_store))
for name in ("", " without checksums"):
    print("read MB/s" + name, rate(lambda: iface.readmem(BASE, BLOCK)) * BLOCK / 1e6)
    print("write MB/s" + name, rate(lambda: iface.writemem(BASE, block)) * BLOCK / 1e6)
    iface.nop()
