package org.rtkit4j.app.capture;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.capture.decode.MemoryContent;
import org.rtkit4j.capture.decode.OpenRequests.Request;
import org.rtkit4j.capture.decode.PacketContent;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Syslog;

/// Messages for people, a line each.
record TextOutput(PrintWriter out) implements CaptureVisitor {
    private static final long NANOS = 1_000_000_000L;
    private static final int SHOWN_BYTES = 16;

    @Override
    public void onMessage(CapturedMessage message) {
        var line = head(message, message.direction() == Direction.BOTH ? "?       " : "" + message.direction());
        line.append("0x%02x %-10s ".formatted(message.endpoint(), message.endpointName()));
        line.append(message.text());
        String content = PacketContent.of(message);
        if (content != null) {
            line.append("  ").append(content);
        }
        Request request = message.request();
        if (request != null) {
            line.append("  [answers %d after %s]".formatted(request.number(), duration(message.latencyNanos())));
        }
        long dropped = message.dropped();
        if (dropped != 0) {
            line.append("  [%d dropped before]".formatted(dropped));
        }
        out.println(line);
    }

    @Override
    public void onMemory(CapturedMessage packet, long iova, ByteBuffer bytes) {
        out.println(head(packet, "memory  ").append("0x%x %s".formatted(iova, content(packet, bytes))));
    }

    @Override
    public void onNote(CapturedMessage packet, String note) {
        out.println(head(packet, "note    ").append(Terminal.escape(note)));
    }

    private static StringBuilder head(CapturedMessage packet, String what) {
        var line = new StringBuilder(100);
        line.append("%7d ".formatted(packet.number())).append(seconds(packet.sinceStartNanos()));
        return line.append(
                "  %-8s %-8s ".formatted(Terminal.escape(packet.interfaceOf().name()), what));
    }

    static String seconds(long nanos) {
        long whole = Math.floorDiv(nanos, NANOS);
        return "%4d.%09d".formatted(whole, nanos - whole * NANOS);
    }

    static String duration(long nanos) {
        return nanos < 1_000_000 ? "%.1f us".formatted(nanos / 1e3) : "%.3f ms".formatted(nanos / 1e6);
    }

    private static String content(CapturedMessage packet, ByteBuffer bytes) {
        int size = bytes.remaining();
        String said = MemoryContent.of(packet, bytes);
        if (said != null) {
            return said;
        }
        if (packet.endpoint() == Endpoints.SYSLOG && size > Syslog.Entry.STRUCT.sizeBytes()) {
            String context = text(bytes, Syslog.Entry.CONTEXT.offset(), Syslog.Entry.STRUCT.sizeBytes());
            return context + ": " + text(bytes, Syslog.Entry.STRUCT.sizeBytes(), size);
        }
        var digits = new StringBuilder(size + " bytes:");
        for (int i = 0; i < Math.min(size, SHOWN_BYTES); i++) {
            digits.append(" %02x".formatted(bytes.get(i)));
        }
        return digits.append(size > SHOWN_BYTES ? " ..." : "").toString();
    }

    private static String text(ByteBuffer bytes, int from, int to) {
        int end = from;
        while (end < to && bytes.get(end) != 0) {
            end++;
        }
        var ascii = new byte[end - from];
        bytes.get(from, ascii);
        return Terminal.escape(new String(ascii, StandardCharsets.ISO_8859_1).stripTrailing());
    }
}
