"""Shows a picture with m1n1's own client of the display co-processor, unmodified: the classes of `fw/dcp/iboot.py`, in
the order of its `experiments/dcp_iboot.py`, which itself names a color space that its client does not have.

The picture is 160 by 120 pixels, w30r, of which pixel (x, y) is red x, green y, blue x + y, in eight bits each.

usage: M1N1DEVICE=/path/of/pty boot_picture.py PROXYCLIENT
"""
import struct
import sys
import time

sys.path.insert(0, sys.argv.pop(1))
from m1n1.setup import *
from construct import Container
from m1n1.fw.dcp.iboot import DCPIBootClient, AddrFormat, Colorspace, EOTF, SurfaceFormat, Transform
from m1n1.hw.dart import DART

WIDTH = 160
HEIGHT = 120
IOVA = 0x88000000


def ten(value):
    return (value & 0xff) << 2 | (value & 0xff) >> 6


def pixel(x, y):
    return ten(x) << 20 | ten(y) << 10 | ten(x + y)


dart = DART.from_adt(u, "/arm-io/dart-dcp")
dart.initialize()
disp_dart = DART.from_adt(u, "/arm-io/dart-disp0")
disp_dart.initialize()
dcp = DCPIBootClient(u, u.adt["/arm-io/dcp"].get_reg(0)[0], dart, disp_dart)
dcp.dva_offset = getattr(u.adt["/arm-io/dcp"][0], "asc_dram_mask", 0)
dcp.start()
dcp.start_ep(0x20)
dcp.start_ep(0x23)
dcp.start_ep(0x24)
dcp.system.wait_for("system")
dcp.iboot.wait_for("disp0")
dcp.dptx.wait_for("dcpav0")
dcp.dptx.wait_for("dcpdp0")
dcp.system.system.setProperty("gAFKConfigLogMask", 0xffff)
print("location:", dcp.dptx.dcpav0.getLocation())
print("power:", dcp.dptx.dcpav0.getPower(0))

disp0 = dcp.iboot.disp0
print("modes:", disp0.getModeCount())
disp0.setPower(True)
timing = disp0.getTimingModes()[0]
color = disp0.getColorModes()[0]
print("timing:", timing.width, timing.height, timing.fps_int)
print("color:", color.bpp, color.encoding, color.colorimetry)
disp0.setMode(timing, color)

size = WIDTH * HEIGHT * 4
memory = u.memalign(0x4000, size)
iface.writemem(memory, b"".join(struct.pack("<I", pixel(x, y)) for y in range(HEIGHT) for x in range(WIDTH)))
mapped = (size + 0x3fff) & ~0x3fff
dart.iomap_at(0, IOVA, memory, mapped)
disp_dart.iomap_at(0, IOVA, memory, mapped)
layer = Container(
    planes=[
        Container(addr=IOVA, stride=WIDTH * 4, addr_format=AddrFormat.PLANAR),
        Container(),
        Container(),
    ],
    plane_cnt=1,
    width=WIDTH,
    height=HEIGHT,
    surface_fmt=SurfaceFormat.w30r,
    colorspace=Colorspace.Native,
    eotf=EOTF.GAMMA_SDR,
    transform=Transform.NONE,
)
swap = disp0.swapBegin()
print("swap:", swap.swap_id)
disp0.swapSetLayer(0, layer, (WIDTH, HEIGHT, 0, 0), (WIDTH, HEIGHT, 0, 0))
disp0.swapEnd()
time.sleep(0.2)
print("shown")
dcp.stop(1)
print("done")
