package org.rtkit4j.wire.iomfb;

import static org.rtkit4j.wire.layout.Field.bytes;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;
import static org.rtkit4j.wire.layout.Field.u8;

import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// What one swap changes: which surfaces, which part of each, and where on the screen it goes.
///
/// Both generations begin alike; from the backlight on the newer one lies a byte later.
/// Source: linux drivers/gpu/drm/apple/iomfb.h, m1n1 fw/dcp/ipc.py.
public final class SwapRecord {
    /// How many surfaces there can be.
    public static final int SURFACES = 4;

    public static final int RECT_BYTES = 16;

    /// Of [#ENABLED]: the background's colour is set. Bits 3:0 are the surfaces.
    public static final int BACKGROUND_BIT = 1 << 31;

    /// Of the backlight's power: on.
    public static final int BACKLIGHT_ON = 0x40;

    /// The backlight's least value.
    public static final int BACKLIGHT_LEAST = 0x1000_0000;

    private static final String SOURCE = "linux iomfb.h, m1n1 fw/dcp/ipc.py";

    public static final Field FLAGS_1 = u64("flags1", 0x40, SOURCE);
    public static final Field FLAGS_2 = u64("flags2", 0x48, SOURCE);
    public static final Field ID = u32("swap_id", 0x50, SOURCE);

    /// The number of each surface, [#SURFACES] of 4 bytes.
    public static final Field SURFACE_IDS = bytes("surf_ids", 0x54, 4 * SURFACES, SOURCE);

    /// The part of each surface that is shown: x, y, width, height.
    public static final Field SOURCES = bytes("src_rect", 0x64, RECT_BYTES * SURFACES, SOURCE);

    public static final Field SURFACE_FLAGS = bytes("surf_flags", 0xa4, 4 * SURFACES, SOURCE);

    /// Where on the screen each is shown.
    public static final Field TARGETS = bytes("dst_rect", 0xc4, RECT_BYTES * SURFACES, SOURCE);

    /// Which surfaces this swap is about.
    public static final Field ENABLED = u32("swap_enabled", 0x104, SOURCE);

    /// The same as [#ENABLED].
    public static final Field COMPLETED = u32("swap_completed", 0x108, SOURCE);

    /// 0xaarrggbb.
    public static final Field BACKGROUND = u32("bg_color", 0x10c, SOURCE);

    /// The record of macOS 12.3.
    public static final SwapRecord V12_3 = new SwapRecord("IOMFB swap 12.3", 0x2e4, 0x320);

    /// The record of macOS 13.5.
    public static final SwapRecord V13_5 = new SwapRecord("IOMFB swap 13.5", 0x2e5, 0x468);

    private final Field backlightChanges;
    private final Field backlight;
    private final Field backlightPower;
    private final Struct struct;

    private SwapRecord(String name, int backlightAt, int sizeBytes) {
        backlightChanges = u64("bl_unk", backlightAt, SOURCE);
        backlight = u32("bl_value", backlightAt + 8, SOURCE);
        backlightPower = u8("bl_power", backlightAt + 12, SOURCE);
        struct = Struct.of(
                name,
                "What a swap changes",
                sizeBytes,
                FLAGS_1,
                FLAGS_2,
                ID,
                SURFACE_IDS,
                SOURCES,
                SURFACE_FLAGS,
                TARGETS,
                ENABLED,
                COMPLETED,
                BACKGROUND,
                backlightChanges,
                backlight,
                backlightPower);
    }

    /// Returns the record of a generation.
    public static SwapRecord of(IomfbVersion version) {
        return version == IomfbVersion.V12_3 ? V12_3 : V13_5;
    }

    /// Returns where the part of a surface lies, from the record's start.
    public static int source(int surface) {
        return SOURCES.offset() + RECT_BYTES * surface;
    }

    /// Returns where the place of a surface on the screen lies, from the record's start.
    public static int target(int surface) {
        return TARGETS.offset() + RECT_BYTES * surface;
    }

    /// Returns the field that is 1 where the backlight changes.
    public Field backlightChanges() {
        return backlightChanges;
    }

    /// Returns the field of the backlight's brightness.
    public Field backlight() {
        return backlight;
    }

    /// Returns the field of the backlight's power, see [#BACKLIGHT_ON].
    public Field backlightPower() {
        return backlightPower;
    }

    public Struct struct() {
        return struct;
    }

    /// Four numbers of 32 bits, in the order of iomfb; the boot loader's interface has another.
    public static final class Rect {
        public static final Field X = u32("x", 0, SOURCE);
        public static final Field Y = u32("y", 4, SOURCE);
        public static final Field WIDTH = u32("width", 8, SOURCE);
        public static final Field HEIGHT = u32("height", 12, SOURCE);
        public static final Struct STRUCT =
                Struct.of("IOMFB rectangle", "A part of a surface, or of the screen", RECT_BYTES, X, Y, WIDTH, HEIGHT);

        private Rect() {}
    }
}
