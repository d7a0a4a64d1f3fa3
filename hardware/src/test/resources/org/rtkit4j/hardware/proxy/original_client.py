"""Drives a proxy server with the Python client of the m1n1 repository, unmodified, and prints what it finds.

Usage: original_client.py DEVICE FEATURES; PYTHONPATH holds the client. Addresses: those of the test's target.
"""
import os
import struct
import sys

os.environ["M1N1DEVICE"] = sys.argv[1]
os.environ["M1N1TIMEOUT"] = "20"

from m1n1.proxy import GUARD, M1N1Proxy, ProxyCommandError, UartInterface, UartRemoteError
from m1n1.proxyutils import ProxyUtils, bootstrap_port

RAM = 0x8_0000_0000
DEVICE = 0x2_0000_0000
NOWHERE = 0x40


def check(name, value, expected):
    print(("ok   " if value == expected else "FAIL ") + name + (
        "" if value == expected else ": %r, expected %r" % (value, expected)))


iface = UartInterface()
p = M1N1Proxy(iface)
bootstrap_port(iface, p)
u = ProxyUtils(p)

check("base", u.base, RAM + 0x4000)
check("boot arguments", (u.ba_rev, u.ba.phys_base, u.ba.cmdline.rstrip("\0")), (2, RAM, "-v"))
check("cpu features", int(u.cpu_features.sleep_mode), 2)
check("chip", p.get_chipid(), 0x8103)
check("heap of the target", p.malloc(100) % 16, 0)
check("aligned heap", p.memalign(0x4000, 100) % 0x4000, 0)

p.write64(RAM, 0x8877665544332211)
check("read64", p.read64(RAM), 0x8877665544332211)
check("read32", p.read32(RAM + 4), 0x88776655)
check("read16", p.read16(RAM + 2), 0x4433)
check("read8", p.read8(RAM + 7), 0x88)
p.write32(RAM, 0xdeadbeef)
p.write16(RAM + 4, 0x1234)
p.write8(RAM + 6, 0x56)
check("writes", p.read64(RAM), 0x88561234deadbeef)
check("set", p.set32(RAM, 0x10), 0xdeadbeff)
check("clear", p.clear16(RAM, 0x00ff), 0xbe00)
check("mask", p.mask8(RAM + 1, 0xf0, 0x40), 0x4e)
check("writeread", p.writeread64(RAM, 5), 5)
check("signed", p.request(p.P_READ64, RAM, signed=True), 5)

data = bytes((7 * i + (i >> 8)) & 0xff for i in range(100_000))
iface.writemem(RAM + 0x1003, data)
check("block", iface.readmem(RAM + 0x1003, len(data)) == data, True)
check("features", int(iface.enabled_features), int(sys.argv[2]))
p.memcpy8(RAM + 0x30000, RAM + 0x1003, 1000)
check("memcpy", iface.readmem(RAM + 0x30000, 1000) == data[:1000], True)
p.memset32(RAM + 0x30000, 0x01020304, 64)
check("memset", iface.readmem(RAM + 0x30000, 68), struct.pack("<I", 0x01020304) * 16 + data[64:68])
packed = RAM + 0x40000
u.heap.malloc = lambda size: packed
import gzip
payload = gzip.compress(data)
iface.writemem(packed, payload)
check("gunzip", p.gzdec(packed, len(payload), RAM + 0x60000, len(data)), len(data))
check("gunzipped", iface.readmem(RAM + 0x60000, len(data)) == data, True)

check("load from nowhere", p.read64(NOWHERE), 0xacce5515abad1dea)
check("exceptions", p.get_exc_count(), 1)
check("exceptions again", p.get_exc_count(), 0)
p.write32(NOWHERE, 1)
check("store to nowhere", p.get_exc_count(), 1)
p.set64(NOWHERE, 1)
check("modify nowhere", p.get_exc_count(), 2)
p.set_exc_guard(GUARD.SKIP | GUARD.SILENT)
try:
    iface.readmem(NOWHERE, 16)
    check("block from nowhere", "read", "refused")
except UartRemoteError as e:
    check("block from nowhere", str(e), "Reply error: Data transfer failed")
try:
    iface.writemem(NOWHERE, b"\xff\x55\xaa\x01" * 100)
    check("block to nowhere", "written", "refused")
except UartRemoteError as e:
    check("block to nowhere", str(e), "Reply error: Data transfer failed")
check("exceptions of a block", p.get_exc_count(), 2)
try:
    p.hv_init()
    check("unknown call", "done", "unknown")
except ProxyCommandError:
    check("unknown call", True, True)

p.smp_start_secondaries()
p.display_shutdown(0)
p.usb_iodev_vuart_setup(p.iodev_whoami())
check("filters", p.dapf_init_all(), 0)
check("first carve-out", p.read64(p.mcc_get_carveouts()), 0)
check("disk", p.nvme_init(), 0)
check("tunables", p.request(p.P_TUNABLES_APPLY_LOCAL, 0, 0, 0) & 0xffffffff, 0xffffffff)

check("register", [u.read(DEVICE + 56, 64) for _ in range(3)], [1, 2, 3])
u.write(DEVICE + 8, 0x1122334455667788, 64)
check("register written", u.read(DEVICE + 12, 32), 0x11223344)

for _ in range(200):
    assert p.read32(RAM + 0x1003 + 1) == struct.unpack("<I", data[1:5])[0]
print("done")
