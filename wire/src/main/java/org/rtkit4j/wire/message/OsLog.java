package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.BOTH;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// Unified log, endpoint 0x08. Its type stands in 63:56; the contents of its buffer are not known.
public final class OsLog {
    public static final Bits TYPE = Key.TYPE;
    public static final int BUFFER_ID = 0x1;
    public static final int ACK_ID = 0x3;

    /// The buffer request and its reply, with a size in bytes. What we use.
    public static final class Buffer {
        public static final Bits SIZE = bits("SIZE", 55, 36, FieldType.BYTES, "asahi rtkit.c OSLOG_SIZE");
        public static final Bits ADDRESS = bits("ADDRESS", 35, 0, FieldType.ADDRESS_4K, "asahi rtkit.c OSLOG_IOVA");
        public static final Layout LAYOUT = Layout.named(
                        "OSLOG_BUFFER",
                        BOTH,
                        "Asks for a buffer; the reply carries the address. Older hosts send OSLOG_ACK")
                .when(Key.TYPE, BUFFER_ID)
                .with(SIZE, ADDRESS);

        private Buffer() {}
    }

    /// [Buffer] as m1n1's Python reads it: pages instead of bytes. Equal where the size is a multiple of a page.
    public static final class BufferM1n1 {
        public static final Bits SIZE = bits("SIZE", 55, 48, FieldType.PAGES_4K, "m1n1 fw/asc/oslog.py");
        public static final Bits ADDRESS = bits("ADDRESS", 47, 0, FieldType.ADDRESS_4K, "m1n1 fw/asc/oslog.py");
        public static final Layout LAYOUT = Layout.named(
                        "OSLOG_BUFFER as m1n1 reads it", BOTH, "The same message with a size in pages")
                .when(Key.TYPE, BUFFER_ID)
                .with(SIZE, ADDRESS);

        private BufferM1n1() {}
    }

    /// What Linux before 6.15 and OpenBSD before revision 1.17 of its `rtkit.c` answer, to whom the buffer was unknown.
    public static final Layout ACK = Layout.named("OSLOG_ACK", AP_TO_IOP, "The answer of hosts that give no buffer")
            .when(Key.TYPE, ACK_ID)
            .with(bits("BODY", 55, 0, "linux of 2022, openbsd rtkit.c before 1.17: 0"));

    public static final List<Layout> LAYOUTS = List.of(Buffer.LAYOUT, ACK);

    private OsLog() {}

    // A class of its own: the layouts need it, and LAYOUTS above needs them. In one class, whichever part were used
    // first would find the other half initialised.
    private static final class Key {
        static final Bits TYPE = bits("TYPE", 63, 56, "asahi rtkit.c, m1n1 fw/asc/oslog.py");

        private Key() {}
    }
}
