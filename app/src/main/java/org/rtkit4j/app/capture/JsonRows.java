package org.rtkit4j.app.capture;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.capture.decode.MemoryContent;
import org.rtkit4j.capture.decode.OpenRequests.Request;
import org.rtkit4j.capture.decode.PacketContent;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Layout;

/// Packets as JSON objects.
///
/// @param before called before each: what stands between them
record JsonRows(JsonGenerator json, Separator before) implements CaptureVisitor {
    /// Writes what stands between two rows.
    @FunctionalInterface
    interface Separator {
        void write() throws IOException;
    }

    @Override
    public void onMessage(CapturedMessage message) throws IOException {
        start(message, "message");
        json.writeStringField("direction", Rows.direction(message.direction()));
        json.writeNumberField("endpoint", message.endpoint());
        json.writeStringField("endpoint_name", message.endpointName());
        json.writeStringField("type", message.type());
        json.writeStringField("msg0", Rows.word(message.msg0()));
        json.writeStringField("msg1", Rows.word(message.msg1()));
        json.writeStringField("text", message.text());
        fields(message);
        packet(message);
        Request request = message.request();
        if (request != null) {
            json.writeNumberField("request", request.number());
            json.writeNumberField("latency_ns", message.latencyNanos());
        }
        if (message.dropped() != 0) {
            json.writeNumberField("dropped", message.dropped());
        }
        json.writeEndObject();
    }

    private void packet(CapturedMessage message) throws IOException {
        String content = PacketContent.of(message);
        if (content != null) {
            json.writeStringField("content", content);
            json.writeStringField("bytes", HexFormat.of().formatHex(PacketContent.bytes(message)));
        }
    }

    @Override
    public void onMemory(CapturedMessage packet, long iova, ByteBuffer bytes) throws IOException {
        start(packet, "memory");
        json.writeNumberField("endpoint", packet.endpoint());
        json.writeStringField("address", "0x%x".formatted(iova));
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        json.writeStringField("bytes", HexFormat.of().formatHex(copy));
        String content = MemoryContent.of(packet, ByteBuffer.wrap(copy));
        if (content != null) {
            json.writeStringField("content", content);
        }
        json.writeEndObject();
    }

    @Override
    public void onNote(CapturedMessage packet, String note) throws IOException {
        start(packet, "note");
        json.writeStringField("text", Terminal.escape(note));
        json.writeEndObject();
    }

    private void start(CapturedMessage packet, String kind) throws IOException {
        before.write();
        json.writeStartObject();
        json.writeStringField("kind", kind);
        json.writeNumberField("number", packet.number());
        json.writeNumberField("time_ns", packet.timeNanos());
        json.writeStringField("interface", Terminal.escape(packet.interfaceOf().name()));
    }

    // In the notation of the field, as everywhere: a state by its name, an address in hexadecimal.
    private void fields(CapturedMessage message) throws IOException {
        Layout layout = message.layout();
        json.writeObjectFieldStart("fields");
        if (layout != null) {
            for (Bits field : layout.fields()) {
                json.writeStringField(field.name(), field.type().format(field.get(message.msg0())));
            }
        }
        json.writeEndObject();
    }
}
