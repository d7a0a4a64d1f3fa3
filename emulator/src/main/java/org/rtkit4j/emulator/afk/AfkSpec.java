package org.rtkit4j.emulator.afk;

import org.rtkit4j.wire.afk.AfkRing;

/// In what one firmware's rings differ from another's.
///
/// @param form how it asks for their memory
/// @param stride size of a block, a multiple of 64
/// @param fromApBytes size of the ring that the AP writes, with its blocks
/// @param toApBytes size of the ring that the AP reads, with its blocks
public record AfkSpec(Form form, int stride, int fromApBytes, int toApBytes) {
    /// How memory for rings is asked for.
    public enum Form {
        /// As one region, in units of 64 bytes, once the AP has opened the endpoint: displays, real sensors.
        BY_REGION,

        /// Ring by ring, in bytes; the firmware opens the endpoint itself, and nobody starts the rings. Source:
        /// QEMUAppleSilicon aop.c.
        BY_RING
    }

    /// Displays up to 14.x. Source: m1n1 `fw/afk/rbep.py`, the size in its dump.
    public static final AfkSpec DISPLAY = new AfkSpec(Form.BY_REGION, 0x40, 0x4000, 0x8000);

    /// Sensors, with the alignment that their boot arguments have on M1.
    public static final AfkSpec SENSOR = new AfkSpec(Form.BY_REGION, 0x80, 0x4000, 0x8000);

    private static final int MOST_UNITS = 0xffff;

    public AfkSpec {
        boolean isRing = stride > 0 && stride % AfkRing.UNIT_BYTES == 0;
        boolean fits = form == Form.BY_RING || (fromApBytes + toApBytes) / AfkRing.UNIT_BYTES <= MOST_UNITS;
        if (!isRing || !fits || !holds(fromApBytes, stride) || !holds(toApBytes, stride)) {
            throw new IllegalArgumentException(
                    "no rings: stride=0x%x, from AP=0x%x, to AP=0x%x".formatted(stride, fromApBytes, toApBytes));
        }
    }

    private static boolean holds(int bytes, int stride) {
        return bytes % stride == 0 && bytes > (AfkRing.BLOCKS + 1) * stride;
    }
}
