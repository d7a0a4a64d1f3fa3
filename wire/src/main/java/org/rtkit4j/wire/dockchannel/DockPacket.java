package org.rtkit4j.wire.dockchannel;

import static org.rtkit4j.wire.layout.Bits.bits;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// A packet in the byte stream of MTP's DockChannel.
///
///     packet   = header payload checksum
///     header   = 8 bytes, [#HEADER] as one little-endian word
///     payload  = as many bytes as the header says; begins with a [DockPayload] head
///     checksum = 4 bytes, little-endian: all words of the packet together give 0xffffffff
///
/// Both sides fill the payload up to whole words with zeros. For example, the command that enables interface 2:
///
///     08 11 0c 00 00 00 00 00   header: command, 12 bytes, sequence 0, interface 0
///     80 00 02 00 00 00 00 00   head: set feature, 2 bytes
///     b4 02 00 00               enable, interface 2
///     c3 eb f1 ff               checksum
///
/// Sources: m1n1 fw/mtp.py, aurora dockchannel-hid.c, openbsd apldc.c.
public final class DockPacket {
    public static final int HEADER_BYTES = 8;
    public static final int CHECKSUM_BYTES = 4;

    /// The most that the header can say.
    public static final int MOST_PAYLOAD_BYTES = 0xffff;

    /// The most that a packet can have.
    public static final int MOST_BYTES = HEADER_BYTES + MOST_PAYLOAD_BYTES + CHECKSUM_BYTES;

    /// How many interfaces there can be. Source: aurora dockchannel-hid.c, MAX_INTERFACES.
    public static final int INTERFACES = 16;

    /// What the words of a whole packet add up to.
    public static final int WHOLE = 0xffff_ffff;

    /// The kind of commands, and of what answers them.
    public static final int COMMAND = 0x11;

    /// The kind of what the firmware tells by itself.
    public static final int REPORT = 0x12;

    private static final String SOURCE = "m1n1 fw/mtp.py, aurora dockchannel-hid.c";

    /// Size of the header itself: 8.
    public static final Bits HEADER_LENGTH = bits("HEADER_LENGTH", 7, 0, FieldType.DEC, SOURCE);

    public static final Bits KIND = bits("KIND", 15, 8, SOURCE);
    public static final Bits LENGTH = bits("LENGTH", 31, 16, FieldType.DEC, SOURCE);

    /// Counts commands, for each interface; the answer repeats it.
    public static final Bits SEQUENCE = bits("SEQUENCE", 39, 32, FieldType.DEC, SOURCE);

    public static final Bits INTERFACE = bits("INTERFACE", 47, 40, FieldType.DEC, SOURCE);
    public static final Layout HEADER = Layout.named("DOCK_PACKET", Direction.BOTH, "The header of a packet")
            .with(INTERFACE, SEQUENCE, LENGTH, KIND, HEADER_LENGTH);

    public static final List<Layout> LAYOUTS = List.of(HEADER, DockPayload.HEAD);

    private DockPacket() {}

    /// Returns a header.
    ///
    /// @param length of the payload, 0 to 65535
    public static long header(int kind, int length, int sequence, int number) {
        long word = KIND.put(HEADER_LENGTH.put(0, HEADER_BYTES), kind);
        return INTERFACE.put(SEQUENCE.put(LENGTH.put(word, length), sequence), number);
    }

    /// Returns whether 8 bytes look like a header: its own size, and a kind that there is.
    public static boolean isHeader(long word) {
        long kind = KIND.get(word);
        return HEADER_LENGTH.get(word) == HEADER_BYTES && (kind == COMMAND || kind == REPORT);
    }

    /// Returns how many bytes the packet has that begins with this header.
    public static int size(long header) {
        return HEADER_BYTES + (int) LENGTH.get(header) + CHECKSUM_BYTES;
    }

    /// Returns how many bytes a payload of `length` takes in whole words.
    public static int filledUp(int length) {
        return (length + Integer.BYTES - 1) & -Integer.BYTES;
    }

    /// Returns the sum of the little-endian words in a piece of a packet that begins at a whole word; missing
    /// bytes of the last count as zeros. Source: openbsd apldc.c, which adds byte by byte.
    public static int sum(byte[] bytes, int from, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (bytes[from + i] & 0xff) << (Byte.SIZE * (i % Integer.BYTES));
        }
        return sum;
    }
}
