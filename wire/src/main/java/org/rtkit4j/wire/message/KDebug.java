package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// Kernel debug trace, endpoint 0x03. Only m1n1's Python handles it; Linux starts it and drops what it says.
public final class KDebug {
    public static final Bits TYPE = Key.TYPE;

    /// Size of one trace record in bytes; the record's layout is not known.
    public static final int RECORD_BYTES = 0x20;

    /// Size in bytes of the second buffer.
    public static final int SECOND_BUFFER_BYTES = 0x2000;

    /// Asks for two buffers: COUNT records, and one of 0x2000 bytes.
    public static final class BufferRequest {
        public static final int ID = 0x1;
        public static final Bits COUNT = bits("COUNT", 47, 0, FieldType.DEC, "m1n1 fw/asc/kdebug.py");
        public static final Layout LAYOUT = Layout.named(
                        "KDEBUG_BUFFERS",
                        IOP_TO_AP,
                        "Asks for COUNT records of 0x20 bytes, and for a second buffer of 0x2000")
                .when(Key.TYPE, ID)
                .with(COUNT);

        private BufferRequest() {}
    }

    /// The address of a buffer that the AP allocated.
    public static final class BufferReply {
        public static final int FIRST_ID = 0x1;
        public static final int SECOND_ID = 0x2;
        public static final Bits ADDRESS = bits("ADDRESS", 47, 0, FieldType.ADDRESS, "m1n1 fw/asc/kdebug.py");
        public static final Layout FIRST = Layout.named("KDEBUG_BUFFER_1", AP_TO_IOP, "The first buffer")
                .when(Key.TYPE, FIRST_ID)
                .with(ADDRESS);
        public static final Layout SECOND = Layout.named("KDEBUG_BUFFER_2", AP_TO_IOP, "The second buffer")
                .when(Key.TYPE, SECOND_ID)
                .with(ADDRESS);

        private BufferReply() {}
    }

    /// The first buffer is the firmware's own; not answered.
    public static final class OwnFirst {
        public static final int ID = 0x2;
        public static final Bits ADDRESS = bits("ADDRESS", 47, 12, FieldType.ADDRESS_4K, "m1n1 fw/asc/kdebug.py");
        public static final Bits FLAGS = bits("FLAGS", 11, 0, "m1n1 fw/asc/kdebug.py");
        public static final Layout LAYOUT = Layout.named("KDEBUG_OWN_1", IOP_TO_AP, "The firmware's own first buffer")
                .when(Key.TYPE, ID)
                .with(ADDRESS, FLAGS);

        private OwnFirst() {}
    }

    /// The second buffer is the firmware's own; not answered.
    public static final class OwnSecond {
        public static final int ID = 0x3;
        public static final Layout LAYOUT = Layout.named("KDEBUG_OWN_2", IOP_TO_AP, "The firmware's own second buffer")
                .when(Key.TYPE, ID)
                .with(BufferReply.ADDRESS);

        private OwnSecond() {}
    }

    /// Sent by m1n1 right after it has started the endpoint.
    public static final Layout START = Layout.named("KDEBUG_START", AP_TO_IOP, "The AP is ready")
            .when(Key.TYPE, 0x8)
            .with(bits("BODY", 47, 0, "m1n1 fw/asc/kdebug.py: 0"));

    public static final List<Layout> LAYOUTS = List.of(
            BufferRequest.LAYOUT, BufferReply.FIRST, BufferReply.SECOND, OwnFirst.LAYOUT, OwnSecond.LAYOUT, START);

    private KDebug() {}

    // A class of its own: the layouts need it, and LAYOUTS above needs them. In one class, whichever part were used
    // first would find the other half initialised.
    private static final class Key {
        static final Bits TYPE = bits("TYPE", 55, 48, "m1n1 fw/asc/kdebug.py");

        private Key() {}
    }
}
