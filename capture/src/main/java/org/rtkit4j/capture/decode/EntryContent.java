package org.rtkit4j.capture.decode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.wire.afk.AfkRing.Entry;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.epic.Epic.Category;
import org.rtkit4j.wire.epic.Epic.Command;
import org.rtkit4j.wire.epic.Epic.FirmwareCall;
import org.rtkit4j.wire.epic.Epic.SensorAnnounce;
import org.rtkit4j.wire.epic.Epic.SubHead;
import org.rtkit4j.wire.layout.Field;

/// What an entry of an AFK ring says: whom it concerns, what it is, and where its data lies or how much there is.
///
/// Whatever the bytes are, there is a line, and in it only ASCII.
final class EntryContent {
    private static final int SUB_HEAD = Entry.HEAD_BYTES + Epic.Head.BYTES;
    private static final int PAYLOAD = Entry.HEAD_BYTES + Epic.HEADS_BYTES;

    private final MemorySegment entry;

    private EntryContent(MemorySegment entry) {
        this.entry = entry;
    }

    /// Returns whether memory begins as an entry does.
    static boolean isEntry(ByteBuffer memory) {
        return memory.remaining() >= Entry.HEAD_BYTES
                && Entry.isMagic(Entry.MAGIC.get(MemorySegment.ofBuffer(memory), 0));
    }

    /// Returns the line.
    ///
    /// @param memory an entry, with its head
    static String of(ByteBuffer memory) {
        byte[] bytes = new byte[memory.remaining()];
        memory.duplicate().get(bytes);
        if (bytes.length < PAYLOAD) {
            return "%d bytes of an entry".formatted(bytes.length);
        }
        return new EntryContent(MemorySegment.ofArray(bytes)).describe();
    }

    private String describe() {
        long category = get(SubHead.CATEGORY, SUB_HEAD);
        long type = get(SubHead.TYPE, SUB_HEAD);
        long tag = get(isSensor() ? SubHead.SENSOR_TAG : SubHead.TAG, SUB_HEAD);
        String what =
                "channel %d %s %s".formatted(get(Entry.CHANNEL, 0), Category.name(category), Epic.Type.name(type));
        return "%s%s: %s".formatted(what, tag == 0 ? "" : " tag=0x%x".formatted(tag), payload(category, type));
    }

    private boolean isSensor() {
        return get(SubHead.VERSION, SUB_HEAD) == SubHead.SENSOR;
    }

    private String payload(long category, long type) {
        long told = get(SubHead.LENGTH, SUB_HEAD);
        long there = entry.byteSize() - PAYLOAD;
        if (told > there) {
            return "%d bytes, of which %d are there".formatted(told, there);
        }
        if (category == Category.REPORT && type == Epic.Type.ANNOUNCE && told >= Epic.Announce.NAME_BYTES) {
            return name(Epic.Announce.NAME_BYTES)
                    + more(told - Epic.Announce.NAME_BYTES, " and %d bytes of properties");
        }
        if (isSensor() && category == Category.REPORT && type == Epic.Type.SERVICE && told >= SensorAnnounce.BYTES) {
            return "%s, channel %d".formatted(name(SensorAnnounce.NAME_BYTES), get(SensorAnnounce.CHANNEL, PAYLOAD));
        }
        if (isOutOfLine(category, told)) {
            return outOfLine(category);
        }
        boolean isCall = told >= FirmwareCall.BYTES && get(FirmwareCall.MAGIC, PAYLOAD) == Epic.Call.MAGIC_NUMBER;
        return isCall ? firmwareCall(category) : told + " bytes";
    }

    private boolean isOutOfLine(long category, long told) {
        return !isSensor() && (category == Category.COMMAND || category == Category.REPLY) && told == Command.BYTES;
    }

    private String outOfLine(long category) {
        String buffers = "tx=0x%x+%d, rx=0x%x+%d"
                .formatted(
                        get(Command.TX_BUFFER, PAYLOAD),
                        get(Command.TX_BYTES, PAYLOAD),
                        get(Command.RX_BUFFER, PAYLOAD),
                        get(Command.RX_BYTES, PAYLOAD));
        return category == Category.REPLY
                ? "code=0x%x, ".formatted(get(Command.RETURN_CODE, PAYLOAD)) + buffers
                : buffers;
    }

    private String firmwareCall(long category) {
        String call =
                "call %d, %d bytes".formatted(get(FirmwareCall.NUMBER, PAYLOAD), get(FirmwareCall.DATA_BYTES, PAYLOAD));
        return category == Category.REPLY
                ? "code=0x%x to %s".formatted(get(FirmwareCall.RETURN_CODE, PAYLOAD), call)
                : call;
    }

    private static String more(long bytes, String words) {
        return bytes == 0 ? "" : words.formatted(bytes);
    }

    private String name(int most) {
        byte[] bytes = entry.asSlice(PAYLOAD, most).toArray(ValueLayout.JAVA_BYTE);
        String ascii = new String(bytes, StandardCharsets.US_ASCII);
        int zero = ascii.indexOf(0);
        var text = new StringBuilder();
        ascii.substring(0, zero < 0 ? most : zero)
                .chars()
                .forEach(each -> text.append(each > 0x20 && each < 0x7f ? (char) each : '?'));
        return text.toString();
    }

    private long get(Field field, long at) {
        return field.get(entry, at);
    }
}
