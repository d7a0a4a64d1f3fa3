package org.rtkit4j.capture.rings;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.afk.AfkRing.Entry;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.epic.Epic.Category;
import org.rtkit4j.wire.epic.Epic.Command;
import org.rtkit4j.wire.epic.Epic.SensorAnnounce;
import org.rtkit4j.wire.epic.Epic.SubHead;
import org.rtkit4j.wire.layout.Field;

/// An entry of an AFK ring, of a display or of a sensor, as it was copied: its heads, and what is there of its payload.
///
/// @param bytes all of it, at least its heads
public record EpicEntry(MemorySegment bytes) {
    private static final int SUB_HEAD = Entry.HEAD_BYTES + Epic.Head.BYTES;
    private static final int PAYLOAD = Entry.HEAD_BYTES + Epic.HEADS_BYTES;

    /// Where data lies that is out of line: the AP's to the firmware, and the firmware's to the AP.
    ///
    /// @param rxBytes room in a command, in a reply what was written
    public record Buffers(long tx, long txBytes, long rx, long rxBytes) {}

    /// A service that an entry announces.
    public record Service(String name, long channel) {}

    /// Returns whether memory begins as an entry does.
    public static boolean isAt(ByteBuffer memory) {
        return memory.remaining() >= Entry.HEAD_BYTES
                && Entry.isMagic(Entry.MAGIC.get(MemorySegment.ofBuffer(memory), 0));
    }

    /// Returns the entry in memory that begins as one; null where its heads are not all there.
    public static @Nullable EpicEntry of(ByteBuffer memory) {
        byte[] copy = new byte[memory.remaining()];
        memory.duplicate().get(copy);
        return copy.length < PAYLOAD ? null : new EpicEntry(MemorySegment.ofArray(copy));
    }

    /// Returns whom it concerns.
    public long channel() {
        return Entry.CHANNEL.get(bytes, 0);
    }

    /// Returns one of [Category].
    public long category() {
        return SubHead.CATEGORY.get(bytes, SUB_HEAD);
    }

    /// Returns one of [Epic.Type], or the service's own.
    public long type() {
        return SubHead.TYPE.get(bytes, SUB_HEAD);
    }

    /// Returns what an answer repeats.
    public long tag() {
        return (isSensor() ? SubHead.SENSOR_TAG : SubHead.TAG).get(bytes, SUB_HEAD);
    }

    /// Returns whether its subhead has the form of sensors.
    public boolean isSensor() {
        return SubHead.VERSION.get(bytes, SUB_HEAD) == SubHead.SENSOR;
    }

    /// Returns how long it says that its payload is.
    public long told() {
        return SubHead.LENGTH.get(bytes, SUB_HEAD);
    }

    /// Returns its payload, as far as it is there.
    public MemorySegment payload() {
        return bytes.asSlice(PAYLOAD, Math.min(told(), bytes.byteSize() - PAYLOAD));
    }

    /// Returns a number of its payload, which has to be that long.
    public long get(Field field) {
        return field.get(bytes, PAYLOAD);
    }

    /// Returns where its data lies, out of line; null where it has none there.
    public @Nullable Buffers buffers() {
        boolean canBe = !isSensor() && (category() == Category.COMMAND || category() == Category.REPLY);
        return canBe && told() == Command.BYTES && payload().byteSize() == Command.BYTES
                ? new Buffers(
                        get(Command.TX_BUFFER), get(Command.TX_BYTES), get(Command.RX_BUFFER), get(Command.RX_BYTES))
                : null;
    }

    /// Returns the service that it announces; null where it announces none.
    public @Nullable Service announced() {
        if (category() != Category.REPORT) {
            return null;
        }
        long size = payload().byteSize();
        if (isSensor()) {
            return type() == Epic.Type.SERVICE && size >= SensorAnnounce.BYTES
                    ? new Service(name(SensorAnnounce.NAME_BYTES), get(SensorAnnounce.CHANNEL))
                    : null;
        }
        return type() == Epic.Type.ANNOUNCE && size >= Epic.Announce.NAME_BYTES
                ? new Service(name(Epic.Announce.NAME_BYTES), channel())
                : null;
    }

    // Up to the zero, and nothing in it that a terminal obeys.
    private String name(int most) {
        byte[] name = bytes.asSlice(PAYLOAD, most).toArray(ValueLayout.JAVA_BYTE);
        String ascii = new String(name, StandardCharsets.US_ASCII);
        int zero = ascii.indexOf(0);
        return ascii.substring(0, zero < 0 ? most : zero).replaceAll("[^\\x21-\\x7e]", "?");
    }
}
