package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Direction.BOTH;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;
import static org.rtkit4j.wire.message.SharedBufferMsg.TYPE;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.layout.Struct;

/// System log, endpoint 0x02: a ring of text entries in shared memory.
///
/// Entry `i` lies at `i * (0x20 + message size)`; every LOG must be echoed, or the firmware stalls.
public final class Syslog {
    public static final Layout BUFFER = Layout.named(
                    "SYSLOG_BUFFER", BOTH, "Asks for the ring's memory; answered only where ADDRESS is 0")
            .when(TYPE, SharedBufferMsg.ID)
            .with(SharedBufferMsg.SIZE, SharedBufferMsg.ADDRESS);

    /// A new entry; echoed verbatim, which frees the entry for the firmware.
    public static final class Log {
        public static final int ID = 0x5;
        public static final Bits INDEX = bits("INDEX", 7, 0, FieldType.DEC, "linux rtkit.c, m1n1 rtkit.c");
        public static final Layout LAYOUT = Layout.named("LOG", BOTH, "Entry INDEX is new; the AP echoes the message")
                .when(TYPE, ID)
                .with(INDEX);

        private Log() {}
    }

    /// The ring's geometry. Read with the wide fields; a firmware that wants to be understood stays below 256.
    public static final class Init {
        public static final int ID = 0x8;
        public static final Bits MESSAGE_SIZE =
                bits("MESSAGE_SIZE", 39, 24, FieldType.BYTES, "m1n1 rtkit.c and fw/asc/syslog.py");
        public static final Bits ENTRIES = bits("ENTRIES", 15, 0, FieldType.DEC, "m1n1 rtkit.c and fw/asc/syslog.py");
        public static final Layout LAYOUT = Layout.named(
                        "SYSLOG_INIT", IOP_TO_AP, "The ring's geometry; the stride of an entry is 0x20 + MESSAGE_SIZE")
                .when(TYPE, ID)
                .with(MESSAGE_SIZE, ENTRIES);

        private Init() {}
    }

    /// [Init] as Linux reads it: narrower fields, the same values below 256.
    public static final class InitLinux {
        public static final Bits MESSAGE_SIZE =
                bits("MESSAGE_SIZE", 31, 24, FieldType.BYTES, "linux rtkit.c SYSLOG_MSG_SIZE");
        public static final Bits ENTRIES = bits("ENTRIES", 7, 0, FieldType.DEC, "linux rtkit.c SYSLOG_N_ENTRIES");
        public static final Layout LAYOUT = Layout.named(
                        "SYSLOG_INIT as Linux reads it", IOP_TO_AP, "The same message with narrower fields")
                .when(TYPE, Init.ID)
                .with(MESSAGE_SIZE, ENTRIES);

        private InitLinux() {}
    }

    /// An entry of the ring; the text of MESSAGE_SIZE bytes follows.
    public static final class Entry {
        public static final Field CONTEXT =
                Field.bytes("context", 0x08, 24, "linux rtkit.c, struct apple_rtkit_syslog_log");
        public static final Struct STRUCT = Struct.of(
                "Syslog entry",
                "The head of an entry: the context is a source position or a task's name, NUL padded; the text follows",
                0x20,
                Field.u32("header", 0x00, "linux rtkit.c"),
                Field.u32("unknown", 0x04, "linux rtkit.c"),
                CONTEXT);

        private Entry() {}
    }

    public static final List<Layout> LAYOUTS = List.of(BUFFER, Log.LAYOUT, Init.LAYOUT);

    private Syslog() {}
}
