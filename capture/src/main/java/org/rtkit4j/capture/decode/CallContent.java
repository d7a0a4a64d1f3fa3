package org.rtkit4j.capture.decode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.iomfb.CallArgument;
import org.rtkit4j.wire.iomfb.CallPacket;
import org.rtkit4j.wire.iomfb.CallSignature;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbMethod;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.iomfb.RemoteCall;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// What a call of a display says, from the memory that was copied with its message: name and arguments, and what came
/// back where the copy was taken when it had returned.
///
/// Which generation the firmware is of, the sizes tell; where they fit none, the name is all. Whatever the bytes
/// are, there is a line, and in it only ASCII.
final class CallContent {
    private static final int SHORT_TEXT = 0x40;

    private final MemorySegment packet;
    private final int tag;
    private final long inputBytes;
    private final long outputBytes;

    private CallContent(byte[] bytes) {
        packet = MemorySegment.ofArray(bytes);
        tag = (int) CallPacket.TAG.get(packet, 0);
        inputBytes = CallPacket.INPUT_BYTES.get(packet, 0);
        outputBytes = CallPacket.OUTPUT_BYTES.get(packet, 0);
    }

    /// Returns the line.
    ///
    /// @param memory a packet, whole or without its output
    static String of(ByteBuffer memory) {
        byte[] bytes = new byte[memory.remaining()];
        memory.duplicate().get(bytes);
        return bytes.length < CallPacket.HEAD_BYTES
                ? "%d bytes of a call".formatted(bytes.length)
                : new CallContent(bytes).describe();
    }

    /// Returns whether a call has this name in any generation, or this number.
    static boolean isCalled(ByteBuffer memory, String name) {
        if (memory.remaining() < CallPacket.HEAD_BYTES) {
            return false;
        }
        byte[] head = new byte[CallPacket.HEAD_BYTES];
        memory.duplicate().get(head);
        var content = new CallContent(head);
        return CallPacket.text(content.tag).equalsIgnoreCase(name)
                || Stream.of(IomfbVersion.values())
                        .map(content::call)
                        .anyMatch(call -> call != null && call.label().equalsIgnoreCase(name));
    }

    private String describe() {
        for (IomfbVersion version : IomfbVersion.values()) {
            RemoteCall call = call(version);
            if (call != null && fits(call.signature(version))) {
                return describe(call, call.signature(version));
            }
        }
        return "%s%s(%d bytes)".formatted(CallPacket.text(tag), name(), inputBytes);
    }

    private @Nullable RemoteCall call(IomfbVersion version) {
        RemoteCall method = IomfbMethod.of(version, tag);
        return method == null ? IomfbCallback.of(version, tag) : method;
    }

    private boolean fits(CallSignature signature) {
        return inputBytes == signature.input().sizeBytes()
                && outputBytes == signature.output().sizeBytes()
                && packet.byteSize() >= CallPacket.HEAD_BYTES + inputBytes;
    }

    // By its number alone: the first generation that has it, unless the next one has another.
    private String name() {
        String name = null;
        for (IomfbVersion version : IomfbVersion.values()) {
            RemoteCall call = call(version);
            if (call != null && name != null && !name.equals(call.label())) {
                return " " + name + " or " + call.label();
            }
            name = call == null ? name : call.label();
        }
        return name == null ? "" : " " + name;
    }

    private String describe(RemoteCall call, CallSignature signature) {
        String head = "%s %s(%s)".formatted(CallPacket.text(tag), call.label(), arguments(signature));
        long outputAt = CallPacket.HEAD_BYTES + inputBytes;
        boolean hasReturned = outputBytes > 0 && packet.byteSize() >= outputAt + outputBytes;
        return hasReturned ? head + " gave " + values(signature.output(), outputAt) : head;
    }

    private String arguments(CallSignature signature) {
        var words = new ArrayList<String>();
        for (CallArgument argument : signature.arguments()) {
            if (argument.isInput()) {
                words.add(argument.name() + "=" + argument(signature, argument));
            }
        }
        return String.join(", ", words);
    }

    private String argument(CallSignature signature, CallArgument argument) {
        boolean isNull = argument.isPointer()
                && argument.count() == 1
                && signature.isNull(argument.name()).get(packet, CallPacket.HEAD_BYTES) != 0;
        return isNull ? "null" : value(signature.in(argument.name()), CallPacket.HEAD_BYTES);
    }

    private String values(Struct struct, long at) {
        List<String> words = new ArrayList<>();
        for (Field field : struct.fields()) {
            words.add(field.name() + "=" + value(field, at));
        }
        return String.join(", ", words);
    }

    private String value(Field field, long at) {
        return switch (field.sizeBytes()) {
            case Byte.BYTES, Short.BYTES, Integer.BYTES, Long.BYTES -> number(field.get(packet, at));
            case SHORT_TEXT -> text(field, at);
            default -> field.sizeBytes() + " bytes";
        };
    }

    private static String number(long value) {
        return value >= 0 && value < 10 ? Long.toString(value) : "0x" + Long.toHexString(value);
    }

    private String text(Field field, long at) {
        byte[] bytes = packet.asSlice(at + field.offset(), field.sizeBytes()).toArray(ValueLayout.JAVA_BYTE);
        String ascii = new String(bytes, StandardCharsets.US_ASCII);
        int zero = ascii.indexOf(0);
        var text = new StringBuilder();
        ascii.substring(0, zero < 0 ? ascii.length() : zero)
                .chars()
                .forEach(each -> text.append(each > 0x20 && each < 0x7f ? (char) each : '?'));
        return text.toString();
    }
}
