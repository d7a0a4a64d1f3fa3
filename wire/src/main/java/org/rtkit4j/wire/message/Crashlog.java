package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.BOTH;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;
import static org.rtkit4j.wire.message.SharedBufferMsg.ADDRESS;
import static org.rtkit4j.wire.message.SharedBufferMsg.SIZE;
import static org.rtkit4j.wire.message.SharedBufferMsg.TYPE;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// Crash log, endpoint 0x01: one buffer request, and later, in the same form, the news of a crash.
public final class Crashlog {
    public static final int ID = SharedBufferMsg.ID;

    /// The first message of type 1, and the AP's answer to it.
    public static final Layout BUFFER = Layout.named(
                    "CRASHLOG_BUFFER", BOTH, "The first one asks for the buffer; answered only where ADDRESS is 0")
            .when(TYPE, ID)
            .with(SIZE, ADDRESS);

    /// Any later message of type 1: the co-processor has crashed and the log lies in the buffer.
    ///
    /// Linux ignores address and size here and reads the agreed buffer; m1n1's Python reads where this points.
    public static final Layout CRASHED = Layout.named(
                    "CRASHED", IOP_TO_AP, "Any later one: the co-processor has crashed, its log is complete")
            .when(TYPE, ID)
            .with(SIZE, ADDRESS);

    /// m1n1's way to make a firmware crash: the whole word is the request.
    public static final class Provoke {
        public static final int SOFT = 0x40;
        public static final int HARD = 0x22;
        public static final Bits KIND =
                bits("KIND", 51, 0, new FieldType("0x22 hard, 0x40 soft", Provoke::kind), "m1n1 fw/asc/crash.py");
        public static final Layout LAYOUT = Layout.named("PROVOKE", AP_TO_IOP, "Asks the firmware to crash")
                .when(TYPE, 0)
                .with(KIND);

        private Provoke() {}

        private static String kind(long value) {
            return value == HARD ? "hard" : value == SOFT ? "soft" : "0x" + Long.toHexString(value);
        }
    }

    public static final List<Layout> LAYOUTS = List.of(BUFFER, CRASHED, Provoke.LAYOUT);

    private Crashlog() {}
}
