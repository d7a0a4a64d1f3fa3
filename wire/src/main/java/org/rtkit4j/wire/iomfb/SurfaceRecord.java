package org.rtkit4j.wire.iomfb;

import static org.rtkit4j.wire.layout.Field.bytes;
import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;
import static org.rtkit4j.wire.layout.Field.u8;

import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// A surface: what its pixels are like, and how they lie in memory. Its address is another argument of the swap.
///
/// Source: linux drivers/gpu/drm/apple/iomfb.h, plane.c; m1n1 fw/dcp/ipc.py.
public final class SurfaceRecord {
    /// The colour space of sRGB.
    public static final int SRGB = 0;

    /// The colour space of the panel's own. Linux has it on internal panels.
    public static final int NATIVE = 12;

    /// The transfer function of a picture without high dynamic range.
    public static final int SDR = 13;

    private static final String SOURCE = "linux iomfb.h, m1n1 fw/dcp/ipc.py";

    public static final Field IS_TILED = u8("is_tiled", 0, SOURCE);
    public static final Field IS_TEARING_ALLOWED = u8("is_tearing_allowed", 1, SOURCE);
    public static final Field IS_PREMULTIPLIED = u8("is_premultiplied", 2, SOURCE);
    public static final Field PLANES = u32("plane_cnt", 3, SOURCE);
    public static final Field PLANES_2 = u32("plane_cnt2", 7, SOURCE);

    /// Four letters, the first in the highest byte, see [org.rtkit4j.wire.display.PixelFormat#fourCc]. Linux spells
    /// them the other way round, as they lie in memory, and means the same number.
    public static final Field FORMAT = u32("format", 11, SOURCE);

    public static final Field MATRIX = u32("ycbcr_matrix", 15, SOURCE);
    public static final Field TRANSFER = u8("xfer_func", 19, SOURCE);
    public static final Field COLOR_SPACE = u8("colorspace", 20, SOURCE);
    public static final Field STRIDE = u32("stride", 21, SOURCE);

    /// Bytes of a pixel.
    public static final Field PIXEL_BYTES = u16("pix_size", 25, SOURCE);

    public static final Field PIXEL_WIDTH = u8("pel_w", 27, SOURCE);
    public static final Field PIXEL_HEIGHT = u8("pel_h", 28, SOURCE);
    public static final Field OFFSET = u32("offset", 29, SOURCE);
    public static final Field WIDTH = u32("width", 33, SOURCE);
    public static final Field HEIGHT = u32("height", 37, SOURCE);
    public static final Field BYTES = u32("buf_size", 41, SOURCE);
    public static final Field ID = u32("surface_id", 53, SOURCE);
    public static final Field HAS_COMPONENTS = u64("has_comp", 81, SOURCE);
    public static final Field PLANE_INFO = bytes("planes", 89, 240, SOURCE);
    public static final Field HAS_PLANES = u64("has_planes", 329, SOURCE);
    public static final Field HAS_COMPRESSION = u64("has_compr_info", 493, SOURCE);

    /// The record of macOS 12.3.
    public static final Struct V12_3 = of("IOMFB surface 12.3", 0x204);

    /// The record of macOS 13.5: longer behind the known fields.
    public static final Struct V13_5 = of("IOMFB surface 13.5", 0x22c);

    private SurfaceRecord() {}

    private static Struct of(String name, int sizeBytes) {
        return Struct.of(
                name,
                "What the pixels of a surface are like, and how they lie",
                sizeBytes,
                IS_TILED,
                IS_TEARING_ALLOWED,
                IS_PREMULTIPLIED,
                PLANES,
                PLANES_2,
                FORMAT,
                MATRIX,
                TRANSFER,
                COLOR_SPACE,
                STRIDE,
                PIXEL_BYTES,
                PIXEL_WIDTH,
                PIXEL_HEIGHT,
                OFFSET,
                WIDTH,
                HEIGHT,
                BYTES,
                ID,
                HAS_COMPONENTS,
                PLANE_INFO,
                HAS_PLANES,
                HAS_COMPRESSION);
    }

    /// Returns the record of a generation.
    public static Struct of(IomfbVersion version) {
        return version == IomfbVersion.V12_3 ? V12_3 : V13_5;
    }
}
