package org.rtkit4j.wire.afk;

import static org.rtkit4j.wire.layout.Field.u32;

import java.util.List;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// A ring of an AFK endpoint: one side writes entries, the other reads them.
///
///     ring = sizes reader writer data
///     sizes, reader, writer = a block each; only the first words of a block are used
///     data = entries, each of which begins on a block boundary
///
/// A block, the **stride**, is what the whole ring is larger than its data, divided by three: 64 bytes with
/// displays up to 14.x, 128 with some sensors and with the newest displays. Read and write pointer count bytes from
/// the beginning of the data; where they are equal, the ring is empty.
///
/// An entry that does not fit before the end of the data lies at its beginning. Its head is then found twice: where
/// it would have been, and before what it heads. Firmware of one kind leaves the first out; see `docs/display.md`.
///
/// For example, a ring of 0x8000 bytes with one entry of 12 bytes, which nobody has read yet:
///
///     0000  80 7e 00 00 06 00 07 00     0x7e80 bytes of data: a stride of 0x80
///     0080  00 00 00 00                 the reader is at 0
///     0100  80 00 00 00                 the writer is at 0x80
///     0180  49 4f 50 20 0c 00 00 00     "IOP ", 12 bytes
///     0188  01 00 00 00 03 00 00 00     channel 1, a command
///
/// Sources: m1n1 `fw/afk/rbep.py`, `src/afk.c`; linux `drivers/gpu/drm/apple/afk.c`, `drivers/soc/apple/aop.rs`.
public final class AfkRing {
    private static final String SOURCE = "m1n1 fw/afk/rbep.py, linux drm/apple/afk.c";

    /// How many blocks there are before the data.
    public static final int BLOCKS = 3;

    /// What every stride is a multiple of, and the unit of sizes in messages.
    public static final int UNIT_BYTES = 0x40;

    /// How many bytes of data there are; the firmware writes it, once.
    public static final Field DATA_BYTES = u32("data size", 0, SOURCE);

    /// Seen as 0x00070006; its meaning is not known. Source: a dump in m1n1 `fw/afk/rbep.py`.
    public static final Field UNKNOWN = u32("unknown", 4, "m1n1 fw/afk/rbep.py");

    /// What stands in [#UNKNOWN].
    public static final int SEEN = 0x0007_0006;

    public static final Struct SIZES =
            Struct.of("AFK_RING", "The first block of a ring", Long.BYTES, DATA_BYTES, UNKNOWN);

    /// The only word of the second block, written by the reader, and of the third, written by the writer.
    public static final Field POINTER = u32("pointer", 0, SOURCE);

    private AfkRing() {}

    /// An entry of a ring: this head, and as many bytes as it says.
    public static final class Entry {
        public static final int HEAD_BYTES = 16;

        /// `IOP `, what every known host writes and every known reader takes.
        public static final int IOP = 0x2050_4f49;

        /// `AOP `. Sources: m1n1 `fw/afk/rbep.py` and aop.rs read it; QEMUAppleSilicon's aop.c takes nothing else.
        public static final int AOP = 0x2050_4f41;

        /// Types: something that nobody answers, or in newer firmware an answer.
        public static final int NOTIFY = 0;

        public static final int COMMAND = 3;
        public static final int REPLY = 4;
        public static final int NOTIFY_ACK = 8;

        public static final Field MAGIC = u32("magic", 0, SOURCE);

        /// How many bytes follow the head.
        public static final Field SIZE = u32("size", 4, SOURCE);

        /// Whom it concerns. Firmware with one service behind each endpoint leaves it 0.
        public static final Field CHANNEL = u32("channel", 8, SOURCE);

        public static final Field TYPE = u32("type", 12, SOURCE);

        public static final Struct STRUCT =
                Struct.of("AFK_ENTRY", "Before each entry of a ring", HEAD_BYTES, MAGIC, SIZE, CHANNEL, TYPE);

        private Entry() {}

        /// Returns whether a number begins an entry.
        public static boolean isMagic(long number) {
            return number == IOP || number == AOP;
        }
    }

    /// Returns how many bytes an entry takes of the data.
    public static long entryBytes(long size, int stride) {
        return (Entry.HEAD_BYTES + size + stride - 1) / stride * stride;
    }

    /// Returns every structure here.
    public static List<Struct> structs() {
        return List.of(SIZES, Entry.STRUCT);
    }
}
