#!/usr/bin/env python3
"""A host of m1n1's proxy protocol in a page: python3 proxy.py HOST PORT

Prints what the target agrees on, where its boot arguments are, their first word by a load, and the same by a block.
docs/proxy.md has the frames and numbers; a test runs this against `rtkit emulate --proxy`.
"""
import socket
import struct
import sys

MARKER = 0x00AA55FF
NOP, PROXY, MEMREAD = (MARKER | number << 24 for number in (0, 1, 2))
GET_BOOTARGS, READ32 = 0x003, 0x105


def checksum(data):
    total = 0xDEADBEEF
    for byte in data:
        total = (total * 31337 + (byte ^ 0x5A)) & 0xFFFFFFFF
    return total ^ 0xADDEDBAD


class Target:
    def __init__(self, host, port):
        self.socket = socket.create_connection((host, port))
        self.stream = self.socket.makefile("rb")

    def request(self, kind, payload):
        """Sends a request, and returns the 24 bytes of its reply that are neither type, status nor checksum."""
        body = struct.pack("<I", kind) + payload.ljust(56, b"\0")
        self.socket.sendall(body + struct.pack("<I", checksum(body)))
        reply = self.reply()
        got, status = struct.unpack_from("<Ii", reply)
        if got != kind or status != 0:
            raise IOError(f"refused: type=0x{got:08x}, status={status}")
        return reply[8:32]

    def reply(self):
        # What a target prints comes between the frames: lines of text.
        head = self.stream.read(4)
        while struct.unpack("<I", head)[0] & 0xFFFFFF != MARKER:
            head = head[1:] + self.stream.read(1)
        reply = head + self.stream.read(32)
        if checksum(reply[:32]) != struct.unpack_from("<I", reply, 32)[0]:
            raise IOError("a reply arrived damaged")
        return reply

    def features(self):
        return struct.unpack_from("<Q", self.request(NOP, struct.pack("<Q", 0)))[0]

    def call(self, opcode, *arguments):
        words = (opcode, *arguments) + (0,) * (6 - len(arguments))
        echo, status, result = struct.unpack("<QqQ", self.request(PROXY, struct.pack("<7Q", *words)))
        if echo != opcode or status != 0:
            raise IOError(f"unknown to the target: opcode=0x{opcode:x}")
        return result

    def read(self, address, size):
        announced = struct.unpack_from("<I", self.request(MEMREAD, struct.pack("<QQ", address, size)))[0]
        data = self.stream.read(size)
        if checksum(data) != announced:
            raise IOError("a block arrived damaged")
        return data


target = Target(sys.argv[1], int(sys.argv[2]))
print(f"features: {target.features()}")
bootargs = target.call(GET_BOOTARGS)
print(f"boot arguments: 0x{bootargs:x}")
print(f"by a load: 0x{target.call(READ32, bootargs):08x}")
print(f"by a block: 0x{struct.unpack('<I', target.read(bootargs, 4))[0]:08x}")
