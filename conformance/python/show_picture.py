"""Brings the display up with m1n1's own client, as an operating system does, in the order of its experiments/dcp.py: start,
modes, power, mode, a swap with seven stripes; and says what it was told.

usage: M1N1DEVICE=/path/of/pty AGX_FWVER=V12_3 show_picture.py PROXYCLIENT
"""
import sys
import time

sys.path.insert(0, sys.argv.pop(1))
from construct import Container
from m1n1.setup import *
from m1n1.hw.dart import DART
from m1n1.fw.dcp.client import DCPClient
from m1n1.fw.dcp.dcpep import DCPEndpoint
from m1n1.fw.dcp.ipc import ByRef
from m1n1.fw.dcp.manager import DCPManager

COLORS = [0xDD0000, 0xFE6230, 0xFEF600, 0x00BB00, 0x009BFE, 0x000083, 0x30009B]
node = "disp0"
external = getattr(u.adt[f"/arm-io/{node}"], "external", 0) != 0


class Client(DCPClient):
    ENDPOINTS = {0x37: DCPEndpoint}


# The manager's own prints a structure as if it were bytes, and fails at every swap, whoever completes it.
class Manager(DCPManager):
    def swap_complete_ap_gated(self, swap_id, unkBool, swap_data, swap_info, unkUint):
        self.swaps += 1
        self.frame = swap_id


def wait(what, condition):
    deadline = time.time() + 60
    while not condition():
        dcp.work()
        if time.time() > deadline:
            raise Exception("no end: " + what)


dart = DART.from_adt(u, "/arm-io/dart-dcp")
disp_dart = DART.from_adt(u, f"/arm-io/dart-{node}")
dart.initialize()
disp_dart.initialize()
dcp = Client(u, u.adt["/arm-io/dcp"].get_reg(0)[0], dart, disp_dart)
dcp.boot()
dcp.start_ep(0x37)
dcp.dcpep.initialize()
mgr = Manager(dcp.dcpep)
print("start:", mgr.start_signal())
mgr.get_color_remap_mode(6)
mgr.enable_disable_video_power_savings(0)
mgr.first_client_open()
print("main:", mgr.is_main_display())
print("power:", mgr.setPowerState(1, False, ByRef(0)))
print("device:", mgr.set_display_device(2 if external else 0))
print("parameter:", mgr.set_parameter_dcp(14, [0], 1))


def best(elements):
    real = [each for each in mgr.dcpav_prop[elements] if not each["IsVirtual"]]
    return max(real, key=lambda each: each["Score"])["ID"]


print("modes:", len(mgr.dcpav_prop["TimingElements"]), len(mgr.dcpav_prop["ColorElements"]))
timing = best("TimingElements")
mgr.SetDigitalOutMode(best("ColorElements"), timing)
print("mode:", mgr.iomfb_prop["DPTimingModeId"] == timing)
print("gamma:", mgr.get_gamma_table(ByRef(b"\x00" * 0xc0c)))
print("contrast:", mgr.set_contrast(0))
print("correction:", mgr.setBrightnessCorrection(65536))

swapid = ByRef(0)
client = {"addr": 0xFFFFFE1667BA4A00, "unk": 0, "flag1": 0, "flag2": 1}
print("swap start:", mgr.swap_start(swapid, client))
width, height = mgr.display_width(), mgr.display_height()
print("size:", width, height)

size = width * height * 4
fb_size = (size + 0x1ffff) & ~0x1ffff
fb = u.memalign(0x4000, fb_size)
lines = height // len(COLORS)
for i, color in enumerate(COLORS):
    p.memset32(fb + i * lines * width * 4, color, lines * width * 4)
iova = disp_dart.iomap(0, fb, fb_size)

whole = [0, 0, width, height]
none = [0, 0, 0, 0]
swap = Container(
    flags1=0x861202, flags2=0x04, swap_id=swapid.val, surf_ids=[3, 0, 0, 0],
    src_rect=[whole, none, none, none], surf_flags=[1, 0, 0, 0], surf_unk=[0, 0, 0, 0],
    dst_rect=[whole, none, none, none], swap_enabled=0x80000007, swap_completed=0x80000007,
    bl_unk=0x1, bl_val=0x58f058d0, bl_power=0x40)
surface = Container(
    is_tiled=False, unk_1=False, unk_2=False, plane_cnt=0, plane_cnt2=0, format="BGRA", xfer_func=13, colorspace=1,
    stride=width * 4, pix_size=4, pel_w=1, pel_h=1, offset=0, width=width, height=height, buf_size=size,
    surface_id=3, has_comp=True, has_planes=True, has_compr_info=False, unk_1f5=0, unk_1f9=0)
print("submit:", mgr.swap_submit_dcp(
    swap_rec=swap, surfaces=[surface, None, None, None], surfAddr=[iova, 0, 0, 0],
    unkBool=False, unkFloat=0.0, unkInt=0, unkOutBool=ByRef(False)))
wait("swap complete", lambda: mgr.swaps > 0)
print("shown:", mgr.frame == swapid.val)
print("done")
