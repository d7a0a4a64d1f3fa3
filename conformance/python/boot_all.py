"""Boots each co-processor of the machine with m1n1's own client, through its DART where it has one, echoes a message
on an endpoint that does so, and puts it to sleep.

usage: M1N1DEVICE=/path/of/pty boot_all.py PROXYCLIENT NAME:ENDPOINT...
"""
import sys
import time

sys.path.insert(0, sys.argv.pop(1))
from m1n1.setup import *
from m1n1.fw.asc import StandardASC
from m1n1.fw.asc.base import ASCBaseEndpoint
from m1n1.hw.dart import DART


class Echo(ASCBaseEndpoint):
    SHORT = "echo"
    got = None

    def handle_msg(self, msg0, msg1):
        self.got = int(msg0)
        return True


nodes = [child.name for child in u.adt["/arm-io"]]
for name, number in (argument.split(":") for argument in sys.argv[1:]):
    endpoint = int(number, 16)
    dart = None
    if f"dart-{name}" in nodes:
        dart = DART.from_adt(u, f"/arm-io/dart-{name}")
        dart.initialize()

    class Client(StandardASC):
        ENDPOINTS = {endpoint: Echo}

    client = Client(u, u.adt[f"/arm-io/{name}"].get_reg(0)[0], dart)
    client.boot()
    client.start_ep(endpoint)
    echo = client.epmap[endpoint]
    echo.send(0x123456789abcdef)
    deadline = time.time() + 60
    while echo.got is None and time.time() < deadline:
        client.work()
    print("echoed:", name, hex(echo.got))
    if dart:
        print("dart error:", bool(dart.dart.regs.ERROR.reg.FLAG))
    client.stop(1)
print("done")
