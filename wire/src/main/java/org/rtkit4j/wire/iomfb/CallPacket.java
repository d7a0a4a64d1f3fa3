package org.rtkit4j.wire.iomfb;

import static org.rtkit4j.wire.layout.Field.u32;

import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// A call in shared memory: this head, the input, and room for the output right behind it.
///
/// ```
/// packet  --> tag, input length, output length, input, output
/// stack   --> packet, fill up to 0x40, packet, ...
/// ```
///
/// `A407` is stored `37 30 34 41`. Source: linux drivers/gpu/drm/apple/iomfb.c, m1n1 fw/dcp/dcpep.py.
public final class CallPacket {
    public static final int HEAD_BYTES = 12;

    /// A packet of a stack begins at a multiple of it.
    public static final int ALIGNMENT = 0x40;

    private static final String SOURCE = "linux iomfb.h, m1n1 fw/dcp/dcpep.py";

    /// Four characters, the first in the most significant byte.
    public static final Field TAG = u32("tag", 0, SOURCE);

    public static final Field INPUT_BYTES = u32("input length", 4, SOURCE);
    public static final Field OUTPUT_BYTES = u32("output length", 8, SOURCE);

    public static final Struct STRUCT = Struct.of(
            "IOMFB call",
            "Input and output follow; an answer has the output where the call left room",
            HEAD_BYTES,
            TAG,
            INPUT_BYTES,
            OUTPUT_BYTES);

    private CallPacket() {}

    /// Returns the tag of a call.
    ///
    /// @param side `A` for the AP, `D` for the firmware
    /// @param number 0 to 999
    public static int tag(char side, int number) {
        return side << 24 | digit(number / 100) << 16 | digit(number / 10 % 10) << 8 | digit(number % 10);
    }

    private static int digit(int value) {
        return '0' + value;
    }

    /// Returns the number in a tag of the firmware's, or -1 where it is no `D` and three digits.
    public static int callback(int tag) {
        return tag >>> 24 == 'D' ? number(tag) : -1;
    }

    /// Returns the number in a tag of the AP's, or -1 where it is no `A` and three digits.
    public static int method(int tag) {
        return tag >>> 24 == 'A' ? number(tag) : -1;
    }

    private static int number(int tag) {
        int number = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int digit = (tag >>> shift & 0xff) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /// Returns the tag as text, `?` for what is not printable: it may be a firmware's.
    public static String text(int tag) {
        var text = new StringBuilder(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            char character = (char) (tag >>> shift & 0xff);
            text.append(character > 0x20 && character < 0x7f ? character : '?');
        }
        return text.toString();
    }

    /// Returns where the packet after one that ends at `end` begins.
    public static int next(int end) {
        return (end + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
