package org.rtkit4j.app.capture;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.BitSet;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.capture.decode.OpenRequests.Request;
import org.rtkit4j.wire.layout.Direction;

/// A trace for ui.perfetto.dev, in the JSON form of trace events: a process for each mailbox, a track for each
/// endpoint, a slice from each request to its answer, and a mark for each message.
final class PerfettoOutput implements CaptureVisitor, Closeable {
    private static final int MICROS_SCALE = 3;

    private final JsonGenerator json;
    private final BitSet named = new BitSet();

    PerfettoOutput(Writer out) throws IOException {
        json = Json.generator(out);
        json.writeStartObject();
        json.writeStringField("displayTimeUnit", "ns");
        json.writeArrayFieldStart("traceEvents");
    }

    @Override
    public void onMessage(CapturedMessage message) throws IOException {
        name(message);
        String sender = message.direction() == Direction.AP_TO_IOP
                ? "AP: "
                : message.direction() == Direction.IOP_TO_AP ? "IOP: " : "";
        start("i", sender + message.type(), message, message.timeNanos());
        json.writeStringField("s", "t");
        arguments(message.text(), message.msg0());
        json.writeEndObject();
        Request request = message.request();
        if (request != null) {
            slice(request, message);
        }
    }

    @Override
    public void onNote(CapturedMessage packet, String note) throws IOException {
        name(packet);
        start("i", Terminal.escape(note), packet, packet.timeNanos());
        json.writeStringField("s", "p");
        json.writeEndObject();
    }

    @Override
    public void close() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }

    private void slice(Request request, CapturedMessage answer) throws IOException {
        for (String phase : new String[] {"b", "e"}) {
            boolean begins = phase.equals("b");
            start(phase, request.layout().name(), answer, begins ? request.timeNanos() : answer.timeNanos());
            json.writeStringField("id", "%d.%d".formatted(answer.interfaceOf().number(), request.number()));
            arguments(
                    begins ? request.layout().format(request.msg0()) : answer.text(),
                    begins ? request.msg0() : answer.msg0());
            json.writeEndObject();
        }
    }

    private void start(String phase, String name, CapturedMessage packet, long timeNanos) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringField("ph", phase);
        json.writeStringField("name", name);
        json.writeStringField("cat", packet.endpointName());
        json.writeNumberField("pid", packet.interfaceOf().number() + 1);
        json.writeNumberField("tid", packet.endpoint());
        json.writeFieldName("ts");
        json.writeNumber(BigDecimal.valueOf(timeNanos, MICROS_SCALE));
    }

    private void arguments(String text, long msg0) throws IOException {
        json.writeObjectFieldStart("args");
        json.writeStringField("message", text);
        json.writeStringField("msg0", Rows.word(msg0));
        json.writeEndObject();
    }

    private void name(CapturedMessage packet) throws IOException {
        int process = packet.interfaceOf().number();
        int track = (process << 8) + packet.endpoint();
        if (named.get(track)) {
            return;
        }
        named.set(track);
        metadata("process_name", packet, Terminal.escape(packet.interfaceOf().name()));
        metadata("thread_name", packet, "0x%02x %s".formatted(packet.endpoint(), packet.endpointName()));
    }

    private void metadata(String what, CapturedMessage packet, String name) throws IOException {
        start("M", what, packet, 0);
        json.writeObjectFieldStart("args");
        json.writeStringField("name", name);
        json.writeEndObject();
        json.writeEndObject();
    }
}
