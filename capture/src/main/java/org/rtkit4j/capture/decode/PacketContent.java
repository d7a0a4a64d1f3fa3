package org.rtkit4j.capture.decode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.dockchannel.Comm;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;
import org.rtkit4j.wire.dockchannel.DockSpeech;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;
import org.rtkit4j.wire.message.Vocabulary;

/// What a packet of keyboard and trackpad says, as a line: whether its sum is right, what is set or told, and how.
///
/// Whatever is in the packet, there is a line, and in it only ASCII.
public final class PacketContent {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int SHOWN_BYTES = 32;

    private final byte[] packet;
    private final MemorySegment memory;
    private final Direction direction;
    private final List<String> words = new ArrayList<>();

    private PacketContent(byte[] packet, Direction direction) {
        this.packet = packet;
        this.direction = direction;
        memory = MemorySegment.ofArray(packet);
    }

    /// Returns the whole packet, its header included, or the stray bytes; empty where the message carries nothing.
    public static byte[] bytes(CapturedMessage message) {
        boolean isPacket = message.vocabulary() == Vocabulary.DOCKCHANNEL && message.endpoint() != DockSpeech.STRAY;
        int from = isPacket ? DockPacket.HEADER_BYTES : 0;
        var body = message.body();
        byte[] bytes = new byte[from + body.remaining()];
        if (isPacket) {
            MemorySegment.ofArray(bytes).set(WORD, 0, message.msg0());
        }
        body.get(bytes, from, bytes.length - from);
        return bytes;
    }

    /// Returns what a message of a DockChannel says besides its header; null where it is none.
    public static @Nullable String of(CapturedMessage message) {
        if (message.vocabulary() != Vocabulary.DOCKCHANNEL) {
            return null;
        }
        byte[] bytes = bytes(message);
        return message.endpoint() == DockSpeech.STRAY
                ? digits(bytes, 0, bytes.length)
                : new PacketContent(bytes, message.direction()).describe();
    }

    private String describe() {
        long header = memory.get(WORD, 0);
        if (packet.length != DockPacket.size(header)) {
            words.add("[%d bytes of %d]".formatted(packet.length, DockPacket.size(header)));
        } else if (DockPacket.sum(packet, 0, packet.length) != DockPacket.WHOLE) {
            words.add("[wrong checksum]");
        }
        int head = DockPacket.HEADER_BYTES;
        int end = packet.length - DockPacket.CHECKSUM_BYTES;
        if (end - head >= DockPayload.HEAD_BYTES) {
            payload(header, memory.get(WORD, head), head + DockPayload.HEAD_BYTES, end);
        }
        return String.join(" ", words);
    }

    private void payload(long header, long head, int from, int end) {
        int length = (int) DockPayload.LENGTH.get(head);
        if (length > end - from) {
            words.add("[says more than it has: %d bytes]".formatted(length));
        }
        words.add(kind((int) DockPayload.FLAGS.get(head)));
        long code = DockPayload.RETURN_CODE.get(head);
        if (code != 0) {
            words.add("failed with 0x%x:".formatted(code));
        }
        data((int) DockPacket.INTERFACE.get(header), header, from, from + Math.min(length, end - from));
    }

    private static String kind(int flags) {
        return switch (flags) {
            case DockPayload.INPUT_REPORT -> "input";
            case DockPayload.SET_OUTPUT -> "set output";
            case DockPayload.SET_FEATURE -> "set feature";
            case DockPayload.GET_FEATURE -> "get feature";
            default -> "flags 0x%02x".formatted(flags);
        };
    }

    private void data(int number, long header, int from, int end) {
        boolean isReport = DockPacket.KIND.get(header) == DockPacket.REPORT;
        Struct struct = number == Comm.NUMBER && end > from ? Comm.struct(packet[from] & 0xff, isReport) : null;
        if (struct == null || end - from < struct.sizeBytes()) {
            words.add(struct != null && direction == Direction.IOP_TO_AP ? struct.name() : digits(packet, from, end));
            return;
        }
        words.add(fields(struct, from));
        if (struct.equals(Comm.Init.STRUCT)) {
            blocks(from + struct.sizeBytes(), end);
        }
    }

    private String fields(Struct struct, int at) {
        var values = new ArrayList<String>();
        for (Field field : struct.fields()) {
            if (!field.equals(Comm.TYPE)) {
                values.add(field.name().replace(' ', '_').toLowerCase(Locale.ROOT) + "=" + value(field, at));
            }
        }
        return "%s(%s)".formatted(struct.name(), String.join(", ", values));
    }

    private String value(Field field, int at) {
        if (field.sizeBytes() > Long.BYTES) {
            return text(at + field.offset(), field.sizeBytes());
        }
        long value = field.get(memory, at);
        return value < 10 && value >= 0 ? Long.toString(value) : "0x" + Long.toHexString(value);
    }

    private void blocks(int from, int end) {
        int at = from;
        while (end - at >= Comm.Block.HEAD_BYTES) {
            int kind = (int) Comm.Block.KIND.get(memory, at);
            int length = (int) Comm.Block.LENGTH.get(memory, at);
            at += Comm.Block.HEAD_BYTES;
            if (kind == Comm.Block.END) {
                return;
            }
            words.add("%s of %d bytes".formatted(block(kind), length));
            if (length > end - at) {
                words.add("[beyond the packet]");
                return;
            }
            at += length;
        }
    }

    private static String block(int kind) {
        return switch (kind) {
            case Comm.Block.DESCRIPTOR -> "descriptor";
            case Comm.Block.GPIO -> "pin";
            case Comm.Block.PRODUCT -> "product name";
            default -> "block 0x%x".formatted(kind);
        };
    }

    private String text(int at, int most) {
        var text = new StringBuilder();
        String ascii = new String(packet, at, most, StandardCharsets.US_ASCII);
        int zero = ascii.indexOf(0);
        ascii.substring(0, zero < 0 ? most : zero)
                .chars()
                .forEach(each -> text.append(each > 0x20 && each < 0x7f ? (char) each : '?'));
        return text.toString();
    }

    private static String digits(byte[] bytes, int from, int end) {
        var digits = new StringBuilder();
        for (int i = from; i < Math.min(end, from + SHOWN_BYTES); i++) {
            digits.append(i == from ? "" : " ").append("%02x".formatted(bytes[i]));
        }
        return digits.append(end - from > SHOWN_BYTES ? " ..." : "").toString();
    }
}
