package org.rtkit4j.app.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.capture.pcapng.CapturedInterface;

/// A capture of what another one has: a part of it, or several together.
final class PcapngOutput implements CaptureVisitor {
    private final CaptureWriter writer;
    private final Map<CapturedInterface, Integer> numbers = new HashMap<>();

    PcapngOutput(CaptureWriter writer) {
        this.writer = writer;
    }

    @Override
    public void onMessage(CapturedMessage message) throws IOException {
        writer.message(
                number(message.interfaceOf()),
                message.timeNanos(),
                message.direction(),
                message.vocabulary(),
                message.msg0(),
                message.msg1(),
                message.dropped(),
                message.body());
    }

    @Override
    public void onMemory(CapturedMessage packet, long iova, ByteBuffer bytes) throws IOException {
        writer.memory(
                number(packet.interfaceOf()),
                packet.timeNanos(),
                packet.direction(),
                packet.vocabulary(),
                iova,
                packet.msg1(),
                bytes);
    }

    @Override
    public void onNote(CapturedMessage packet, String note) throws IOException {
        writer.note(number(packet.interfaceOf()), packet.timeNanos(), packet.vocabulary(), note);
    }

    private int number(CapturedInterface from) throws IOException {
        Integer known = numbers.get(from);
        if (known != null) {
            return known;
        }
        int number = writer.addInterface(from.name(), from.description());
        numbers.put(from, number);
        return number;
    }
}
