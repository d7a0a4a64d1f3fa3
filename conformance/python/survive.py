"""Does with one co-processor what hosts do, by m1n1's own client, and prints what came of each feat: `boot: done`, or why
not, and then no other is tried. Of a storage it has no driver: it boots it and puts it to sleep.

usage: M1N1DEVICE=/path/of/pty survive.py PROXYCLIENT NAME
"""
import sys

sys.path.insert(0, sys.argv.pop(1))
from m1n1.setup import *
from m1n1.fw.asc import StandardASC
from m1n1.fw.smc import SMCClient, SMCError


class Storage:
    """Its filter lets all of RAM through by one entry: 16 GiB from its start, in pages of 4 KiB."""

    def __init__(self):
        sart = u.adt["/arm-io/sart-ans"]
        assert getattr(sart, "sart-version") == 2
        p.write32(sart.get_reg(0)[0] + 0x40, 0x8_0000_0000 >> 12)
        p.write32(sart.get_reg(0)[0], 0xff << 24 | 0x400000)
        self.base = u.adt["/arm-io/ans"].get_reg(0)[0]
        self.feats = [("boot", self.boot), ("sleep", self.sleep)]

    def boot(self):
        self.client = StandardASC(u, self.base, None)
        self.client.boot()

    def sleep(self):
        self.client.stop(1)
        p.pmgr_reset(0, "ANS2")
        self.boot()
        self.client.stop(1)


class Smc:
    """A notebook's: its battery's charge, and whether it is charged, by the key that its firmware has for that."""

    SWITCHES = ("CHTE", "CH0C")

    def __init__(self):
        self.base = u.adt["/arm-io/smc"].get_reg(0)[0]
        self.feats = [("boot", self.boot), ("read", self.read), ("write", self.write), ("sleep", self.sleep)]

    def boot(self):
        self.client = SMCClient(u, self.base, None)
        self.client.start()
        self.client.start_ep(0x20)
        self.keys = self.client.epmap[0x20]

    def read(self):
        percent = self.keys.read8("BUIC")
        if not 0 < percent <= 100:
            raise Exception(f"the battery has {percent} %")

    def switch(self):
        for key in self.SWITCHES:
            try:
                return key, self.keys.get_key_info(key)[0]
            except SMCError:
                pass
        raise Exception("no key says whether it is charged")

    def write(self):
        key, size = self.switch()
        for value in (1, 0):
            self.keys.write(key, value.to_bytes(size, "little"))
            if int.from_bytes(self.keys.read(key, size), "little") != value:
                raise Exception(f"{key} is not what was written")

    def sleep(self):
        self.client.stop()
        self.boot()
        self.read()
        self.client.stop()


for feat, do in {"ans": Storage, "smc": Smc}[sys.argv[1]]().feats:
    try:
        do()
    except Exception as e:
        print(f"{feat}: {str(e) or type(e).__name__}")
        break
    print(f"{feat}: done")
