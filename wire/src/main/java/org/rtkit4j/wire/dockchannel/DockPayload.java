package org.rtkit4j.wire.dockchannel;

import static org.rtkit4j.wire.layout.Bits.bits;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// What every payload begins with: 8 bytes, read as one little-endian word.
///
/// Sources: aurora dockchannel-hid.c, openbsd apldc.c. m1n1 reads the first two bytes as one number.
public final class DockPayload {
    public static final int HEAD_BYTES = 8;

    /// A report by the device itself.
    public static final int INPUT = 0;

    /// A report for the device: LEDs.
    public static final int OUTPUT = 1;

    /// A setting of the device; to interface 0, a command.
    public static final int FEATURE = 2;

    public static final int SET = 0;
    public static final int GET = 1;

    private static final String SOURCE = "aurora dockchannel-hid.c, openbsd apldc.c";

    public static final Bits REQUEST = bits("REQUEST", 5, 0, SOURCE);
    public static final Bits GROUP = bits("GROUP", 7, 6, SOURCE);

    /// Request and group together: 0x00 input report, 0x40 output report, 0x80 set feature, 0x81 get feature.
    public static final Bits FLAGS = bits("FLAGS", 7, 0, SOURCE);

    /// Of what follows the head, without what fills it up.
    public static final Bits LENGTH = bits("LENGTH", 31, 16, FieldType.DEC, SOURCE);

    /// Of an answer; 0: done.
    public static final Bits RETURN_CODE = bits("RETURN_CODE", 63, 32, SOURCE);

    public static final Layout HEAD = Layout.named("DOCK_PAYLOAD", Direction.BOTH, "The head of a payload")
            .with(RETURN_CODE, LENGTH, GROUP, REQUEST);

    public static final int INPUT_REPORT = 0x00;
    public static final int SET_OUTPUT = 0x40;
    public static final int SET_FEATURE = 0x80;
    public static final int GET_FEATURE = 0x81;

    private DockPayload() {}

    /// Returns a head.
    ///
    /// @param length of what follows it, 0 to 65527
    public static long head(int flags, int length, int returnCode) {
        long word = LENGTH.put(FLAGS.put(0, flags), length);
        return RETURN_CODE.put(word, Integer.toUnsignedLong(returnCode));
    }
}
