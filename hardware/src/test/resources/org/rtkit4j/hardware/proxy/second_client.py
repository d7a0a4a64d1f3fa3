"""A second host for m1n1's proxy protocol, written from its description alone; drives a server at a TCP port.

Usage: second_client.py PORT. Addresses: those of the test's target. Needs nothing but Python.
"""
import socket
import struct
import sys

RAM = 0x8_0000_0000
DEVICE = 0x2_0000_0000
NOWHERE = 0x40
NOP, PROXY, MEMREAD, MEMWRITE, BOOT, EVENT = range(6)

line = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=20)
line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
stream = line.makefile("rb")
text = b""


def checksum(data):
    total = 0xDEADBEEF
    for byte in data:
        total = (total * 31337 + (byte ^ 0x5A)) & 0xFFFFFFFF
    return total ^ 0xADDEDBAD


def request(kind, payload):
    frame = b"\xff\x55\xaa" + bytes([kind]) + payload.ljust(56, b"\0")
    return frame + struct.pack("<I", checksum(frame))


def reply(kind):
    global text
    while True:
        marker = b""
        while marker[-3:] != b"\xff\x55\xaa":
            byte = stream.read(1)
            if not byte:
                raise SystemExit("FAIL: closed after %r" % (text + marker))
            marker += byte
        text += marker[:-3]
        got = stream.read(1)[0]
        rest = stream.read(32)
        assert struct.unpack("<I", rest[28:])[0] == checksum(marker[-3:] + bytes([got]) + rest[:28]), "damaged"
        if got == kind:
            return struct.unpack("<i", rest[:4])[0], rest[4:28]
        assert got == BOOT, got


def call(opcode, *arguments):
    line.sendall(request(PROXY, struct.pack("<Q6Q", opcode, *arguments, *[0] * (6 - len(arguments)))))
    status, data = reply(PROXY)
    assert status == 0
    echoed, result, value = struct.unpack("<QqQ", data)
    assert echoed == opcode, (echoed, opcode)
    return value if result == 0 else "status %d" % result


def read(address, size, sentinel=False):
    line.sendall(request(MEMREAD, struct.pack("<QQ", address, size)))
    status, data = reply(MEMREAD)
    if status != 0:
        return status
    block = stream.read(size)
    announced = struct.unpack("<I", data[:4])[0]
    if sentinel:
        return block if announced == 0xD0DECADE and stream.read(4) == b"\x10\xcc\xca\xb0" else "no sentinel"
    return block if size == 0 or announced == checksum(block) else "bad checksum"


def write(address, data, announced=None, end=b""):
    total = checksum(data) if announced is None else announced
    line.sendall(request(MEMWRITE, struct.pack("<QQI", address, len(data), total)) + data + end)
    return reply(MEMWRITE)[0]


def check(name, value, expected):
    good = value == expected
    print(("ok   " if good else "FAIL ") + name + ("" if good else ": %r, expected %r" % (value, expected)))


line.sendall(b"garbage \xff\x55 \xff\xff\x55\xaa")
line.sendall(request(NOP, struct.pack("<Q", 0))[3:])
check("a frame after garbage, its marker shared", reply(NOP), (0, bytes(24)))

for width, opcode in ((8, 0x100), (4, 0x101), (2, 0x102), (1, 0x103)):
    value = 0xF1E2D3C4B5A69788 & ((1 << 8 * width) - 1)
    check("write%d" % (8 * width), call(opcode, RAM, value), 0)
    check("read%d" % (8 * width), call(opcode + 4, RAM), value)
    check("set%d" % (8 * width), call(opcode + 8, RAM, 3), value | 3)
    check("clear%d" % (8 * width), call(opcode + 12, RAM, 1), (value | 3) & ~1)
    check("mask%d" % (8 * width), call(opcode + 16, RAM, 0x0F, 5), (value | 3) & ~0x0F | 5)
    check("writeread%d" % (8 * width), call(opcode + 20, RAM, value), value)
    check("memset%d" % (8 * width), call(0x204 + opcode - 0x100, RAM + 64, value, 32), 0)
    check("set%d memory" % (8 * width), read(RAM + 64, 32), value.to_bytes(width, "little") * (32 // width))
    check("memcpy%d" % (8 * width), call(0x200 + opcode - 0x100, RAM + 128, RAM + 64, 33), 0)
    check("copied%d" % (8 * width), read(RAM + 128, 32), read(RAM + 64, 32))

block = bytes((i * i + 3 * i) & 0xFF for i in range(70_001))
check("write a block", write(RAM + 0x2001, block), 0)
check("read a block", read(RAM + 0x2001, len(block)) == block, True)
check("a wrong data checksum", write(RAM, b"abcd", 1), -3)
check("usable afterwards", call(0x905), 4)
check("read nothing", read(RAM, 0), b"")
check("read from nowhere", read(NOWHERE, 4), -3)
check("write to nowhere", write(NOWHERE, request(PROXY, struct.pack("<QQQ", 0x103, RAM, 0x66))), -3)
check("and its data are no requests", call(0x107, RAM), ord("a"))

bad = bytearray(request(PROXY, struct.pack("<Q", 0x905)))
bad[20] ^= 1
line.sendall(bytes(bad))
check("a damaged request", reply(PROXY), (-4, bytes(24)))
line.sendall(request(9, b""))
check("an unknown frame", reply(9), (-1, bytes(24)))
check("an unknown call", call(0x1403), "status -1")

check("load from nowhere", call(0x104, NOWHERE), 0xACCE5515ABAD1DEA)
check("exceptions: both ends of the block, and this", call(8), 3)
check("a guard", call(7, 0x101), 0)
check("boot arguments", call(3), RAM + 0x101)
check("base", call(4), RAM + 0x4000)
check("chip", call(0x13), 0x8103)
check("CPU features", call(0x14, 20), RAM + 0x40)
check("CPU features of another size", call(0x14, 24), 0)
check("top of the heap", call(0x600, 0), RAM + 0x40000)
first = call(0x601, 1000)
check("malloc", first, RAM + 0x40000)
check("memalign", call(0x602, 0x4000, 8) % 0x4000, 0)
check("free", call(0x603, first), 0)
check("what was freed is given again", call(0x601, 500), first)
check("a cache call", call(0x30A, RAM, 64), 0)
check("zero a cache line", (call(0x307, RAM + 70, 1), read(RAM + 64, 64)), (0, bytes(64)))
check("delay", call(6, 1), 0)

line.sendall(request(NOP, struct.pack("<Q", 0xFF)))
check("features", reply(NOP), (0, struct.pack("<QQQ", 1, 0, 0)))
check("write without checksum", write(RAM, b"wxyz", 0xD0DECADE, b"\x10\xcc\xca\xb0"), 0)
check("read without checksum", read(RAM, 4, True), b"wxyz")
check("a wrong end of data", write(RAM, b"WXYZ", 0xD0DECADE, b"\x10\xcc\xca\xb1"), -3)
check("usable still", call(0), 0)
check("text between frames", b"Exception: SYNC" in text, True)
print("done")
