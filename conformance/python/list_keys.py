"""Lists the keys of the SMC with m1n1's own client: number, name, type, size, flags, value.

usage: M1N1DEVICE=/path/of/pty list_keys.py PROXYCLIENT
"""
import sys

sys.path.insert(0, sys.argv.pop(1))
from m1n1.setup import *
from m1n1.fw.smc import SMCClient, SMCError

smc = SMCClient(u, u.adt["arm-io/smc"].get_reg(0)[0], None)
smc.start()
smc.start_ep(0x20)
endpoint = smc.epmap[0x20]
count = endpoint.read32b("#KEY")
print("keys:", count)
for index in range(count):
    key = endpoint.get_key_by_index(index)
    size, kind, flags = endpoint.get_key_info(key)
    try:
        value = endpoint.read_type(key, size, kind) if flags & 0x80 else "not readable"
    except SMCError as e:
        value = e
    print("key:", index, key, kind, size, hex(flags), value)
smc.stop()
print("stopped: iop", hex(smc.mgmt.iop_power_state), "endpoints", sorted(smc.epmap))
