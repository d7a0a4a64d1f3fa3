"""Brings the storage co-processor up with m1n1's own client and drives its NVMe controller as m1n1's nvme.c does: by
polling, with halves of 64-bit registers, in the same order, CC as it was found but for EN and SHN, the same address for
TCB_STAT, and reads of one page with a count of two blocks. What nvme.c does not do are Identify and the write of the
block that is read back.

usage: M1N1DEVICE=/path/of/pty use_disk.py PROXYCLIENT
"""
import struct
import sys
import time

sys.path.insert(0, sys.argv.pop(1))
from m1n1.setup import *
from m1n1.fw.asc import StandardASC

DEPTH = 64
ans = u.adt["/arm-io/ans"]
nvme = ans.get_reg(3)[0]
sart = u.adt["/arm-io/sart-ans"]
assert getattr(sart, "sart-version") == 2
# One entry for all of RAM: 16 GiB from its start, in pages of 4 KiB.
p.write32(sart.get_reg(0)[0] + 0x40, 0x8_0000_0000 >> 12)
p.write32(sart.get_reg(0)[0], 0xff << 24 | 0x400000)

client = StandardASC(u, ans.get_reg(0)[0], None)
client.boot()


def wait(what, condition):
    deadline = time.time() + 60
    while not condition():
        client.work()
        if time.time() > deadline:
            raise Exception("no end: " + what)


def write64(offset, value):
    p.write32(nvme + offset, value & 0xffffffff)
    p.write32(nvme + offset + 4, value >> 32)


class Queue:
    def __init__(self, number):
        self.number = number
        self.tcbs, self.sq, self.cq = (u.memalign(0x4000, 0x4000) for _ in range(3))
        for memory in (self.tcbs, self.sq, self.cq):
            iface.writemem(memory, bytes(0x4000))
        self.head, self.phase = 0, 1

    def run(self, opcode, prp1=0, cdw10=0, cdw11=0, cdw12=0):
        tag = 0
        iface.writemem(self.sq, struct.pack("<BBHIQQQQIIIIII", opcode, 0, tag, 1, 0, 0, prp1, 0,
                                            cdw10, cdw11, cdw12, 0, 0, 0))
        iface.writemem(self.tcbs, struct.pack("<BBBBIQQQQ", opcode, 3, tag, 0, cdw12, 0, 0, prp1, 0))
        p.write32(nvme + 0x2490c + 4 * self.number, tag)
        at = self.cq + 16 * self.head
        wait("command 0x%x" % opcode, lambda: p.read16(at + 14) & 1 == self.phase)
        status, done = p.read16(at + 14) >> 1, p.read16(at + 12)
        assert done == tag
        p.write32(nvme + 0x28118, tag)
        assert p.read32(nvme + 0x29120) == 0
        self.head += 1
        if self.head == DEPTH:
            self.head, self.phase = 0, self.phase ^ 1
        p.write32(nvme + 0x1004 + 8 * self.number, self.head)
        return status


wait("boot status", lambda: p.read32(nvme + 0x1300) == 0xde71ce55)
print("ready: CAP", hex(p.read64(nvme)))
admin, io = Queue(0), Queue(1)
p.set32(nvme + 0x24908, 1)
p.clear32(nvme + 0x24008, 1 << 11)
p.write32(nvme + 0x1210, (DEPTH - 1) << 16 | (DEPTH - 1))
p.write32(nvme + 0x28100, DEPTH - 1)
write64(0x28108, admin.tcbs)
write64(0x28110, io.tcbs)
p.clear32(nvme + 0x14, 1)
wait("disabled", lambda: not p.read32(nvme + 0x1c) & 1)
write64(0x28, admin.sq)
write64(0x30, admin.cq)
p.write32(nvme + 0x24, (DEPTH - 1) << 16 | (DEPTH - 1))
p.mask32(nvme + 0x14, 3 << 14, 1)
wait("ready", lambda: p.read32(nvme + 0x1c) & 1)

page = u.memalign(0x4000, 0x4000)
print("identify:", admin.run(0x06, page, 1), iface.readmem(page + 24, 40).decode("ascii").strip())
print("create:", admin.run(0x05, io.cq, (DEPTH - 1) << 16 | 1, 1), admin.run(0x01, io.sq, (DEPTH - 1) << 16 | 1, 1 << 16 | 1))
data = bytes(i * 7 & 0xff for i in range(4096))
iface.writemem(page, data)
print("write:", io.run(0x01, page, 5), "flush:", io.run(0x00))
iface.writemem(page, bytes(4096))
print("read:", io.run(0x02, page, 5, 0, 1), iface.readmem(page, 4096) == data)
for _ in range(2 * DEPTH):
    assert io.run(0x00) == 0
print("delete:", admin.run(0x00, 0, 1), admin.run(0x04, 0, 1))
p.mask32(nvme + 0x14, 3 << 14, 1 << 14)
wait("shutdown", lambda: p.read32(nvme + 0x1c) >> 2 & 3 == 2)
p.clear32(nvme + 0x14, 1)
wait("disabled", lambda: not p.read32(nvme + 0x1c) & 1)
client.stop(1)
print("done")
