package org.rtkit4j.wire.iomfb;

import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;

import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// Where the firmware asks for memory bandwidth: a register to write, and one to ring.
///
/// Source: linux drivers/gpu/drm/apple/iomfb.h and iomfb_template.c, m1n1 fw/dcp/ipc.py.
public final class RtBandwidth {
    public static final int BYTES = 60;

    /// Of [#DOORBELL_KIND] on t8103, whose firmware crashes at a change of modes without it. Source: linux
    /// iomfb_template.c.
    public static final int DOORBELL_T8103 = 4;

    private static final String SOURCE = "linux iomfb.h, m1n1 fw/dcp/ipc.py";

    public static final Field SCRATCH = u64("scratch register", 8, SOURCE);
    public static final Field DOORBELL = u64("doorbell register", 16, SOURCE);
    public static final Field DOORBELL_BIT = u32("doorbell bit", 28, SOURCE);
    public static final Field DOORBELL_KIND = u32("padding 3", 44, "linux iomfb_template.c");

    public static final Struct STRUCT = Struct.of(
            "IOMFB bandwidth",
            "Where the firmware asks for memory bandwidth",
            BYTES,
            SCRATCH,
            DOORBELL,
            DOORBELL_BIT,
            DOORBELL_KIND);

    private RtBandwidth() {}
}
