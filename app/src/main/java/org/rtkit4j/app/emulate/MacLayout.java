package org.rtkit4j.app.emulate;

import org.rtkit4j.emulator.machine.Machine;

/// Where things lie in the emulated Mac's memory, as a boot loader would have left them.
///
/// Below is what the firmware of a Mac and the boot loader have; from [#HEAP] on the host takes what it wants.
final class MacLayout {
    static final long RAM = Machine.RAM_BASE;
    static final long RAM_BYTES = Machine.RAM_BYTES;

    /// Where the AP's kernel believes RAM to be.
    static final long VIRTUAL = 0xfffffe00_07004000L;

    /// What the boot loader has loaded for co-processors; a piece for each.
    static final long FIRMWARE = RAM + 0x0400_0000L;

    static final long FIRMWARE_BYTES = 0x0080_0000;

    /// The picture that the firmware has left: up to the boot loader, more than any monitor needs.
    static final long FRAMEBUFFER = RAM + 0x0c00_0000L;

    static final long BOOT_LOADER = RAM + 0x1000_0000L;
    static final long BOOT_ARGS = RAM + 0x1080_0000L;
    static final long CPU_FEATURES = RAM + 0x1080_4000L;
    static final long DEVICE_TREE = RAM + 0x1100_0000L;

    /// Tables of DARTs that the boot loader makes for its host.
    static final long TABLES = RAM + 0x1180_0000L;

    static final long TABLES_END = RAM + 0x11c0_0000L;
    static final long KERNEL_END = RAM + 0x1200_0000L;
    static final long HEAP = KERNEL_END;

    private MacLayout() {}
}
