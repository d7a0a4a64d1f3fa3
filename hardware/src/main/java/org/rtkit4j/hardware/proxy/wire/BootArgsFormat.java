package org.rtkit4j.hardware.proxy.wire;

import static org.rtkit4j.wire.layout.Field.bytes;
import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// The boot arguments in the target's memory, at any alignment. Later revisions have a longer command line.
///
/// m1n1's C header has the command line at 0x70, by the alignment of a union; its Python and QEMU have it at 0x6c.
public final class BootArgsFormat {
    private static final String SOURCE = "m1n1 proxyclient/m1n1/tgtypes.py";

    public static final Field REVISION = u16("REVISION", 0x00, SOURCE);
    public static final Field VERSION = u16("VERSION", 0x02, SOURCE);
    public static final Field VIRT_BASE = u64("VIRT_BASE", 0x08, SOURCE);
    public static final Field PHYS_BASE = u64("PHYS_BASE", 0x10, SOURCE);
    public static final Field MEM_SIZE = u64("MEM_SIZE", 0x18, SOURCE);
    public static final Field TOP_OF_KERNEL_DATA = u64("TOP_OF_KERNEL_DATA", 0x20, SOURCE);
    public static final Field VIDEO_BASE = u64("VIDEO_BASE", 0x28, SOURCE);
    public static final Field VIDEO_DISPLAY = u64("VIDEO_DISPLAY", 0x30, SOURCE);
    public static final Field VIDEO_STRIDE = u64("VIDEO_STRIDE", 0x38, SOURCE);
    public static final Field VIDEO_WIDTH = u64("VIDEO_WIDTH", 0x40, SOURCE);
    public static final Field VIDEO_HEIGHT = u64("VIDEO_HEIGHT", 0x48, SOURCE);
    public static final Field VIDEO_DEPTH = u64("VIDEO_DEPTH", 0x50, SOURCE);
    public static final Field MACHINE_TYPE = u32("MACHINE_TYPE", 0x58, SOURCE);
    /// A virtual address: less VIRT_BASE, plus PHYS_BASE.
    public static final Field DEVICE_TREE = u64("DEVICE_TREE", 0x60, SOURCE);
    public static final Field DEVICE_TREE_SIZE = u32("DEVICE_TREE_SIZE", 0x68, SOURCE);

    /// One revision: the fields whose places differ.
    ///
    /// @param struct all of it
    public record Revision(Struct struct, Field commandLine, Field bootFlags, Field memSizeActual) {
        private static Revision of(int number, int commandLineBytes) {
            Field commandLine = bytes("COMMAND_LINE", 0x6c, commandLineBytes, SOURCE);
            int flags = (commandLine.end() + 7) & -8;
            Field bootFlags = u64("BOOT_FLAGS", flags, SOURCE);
            Field actual = u64("MEM_SIZE_ACTUAL", flags + 8, SOURCE);
            return new Revision(
                    Struct.of(
                            "Boot arguments, revision " + number,
                            "What the firmware tells the boot loader",
                            actual.end(),
                            REVISION,
                            VERSION,
                            VIRT_BASE,
                            PHYS_BASE,
                            MEM_SIZE,
                            TOP_OF_KERNEL_DATA,
                            VIDEO_BASE,
                            VIDEO_DISPLAY,
                            VIDEO_STRIDE,
                            VIDEO_WIDTH,
                            VIDEO_HEIGHT,
                            VIDEO_DEPTH,
                            MACHINE_TYPE,
                            DEVICE_TREE,
                            DEVICE_TREE_SIZE,
                            commandLine,
                            bootFlags,
                            actual),
                    commandLine,
                    bootFlags,
                    actual);
        }
    }

    public static final Revision R1 = Revision.of(1, 256);
    public static final Revision R2 = Revision.of(2, 608);
    public static final Revision R3 = Revision.of(3, 1024);

    public static final List<Struct> ALL = List.of(R1.struct(), R2.struct(), R3.struct());

    private BootArgsFormat() {}

    /// Returns the format of a revision, or null where it is not known.
    public static @Nullable Revision of(int revision) {
        return switch (revision) {
            case 0, 1 -> R1;
            case 2 -> R2;
            case 3 -> R3;
            default -> null;
        };
    }
}
