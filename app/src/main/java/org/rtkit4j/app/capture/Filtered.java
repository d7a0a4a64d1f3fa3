package org.rtkit4j.app.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.capture.filter.MessageFilter;

/// Passes on what a filter chooses: memory goes with its message; notes belong to none, and pass where all messages
/// do.
record Filtered(MessageFilter filter, CaptureVisitor next, Set<Integer> passing) implements CaptureVisitor {
    Filtered(MessageFilter filter, CaptureVisitor next) {
        this(filter, next, new HashSet<>());
    }

    @Override
    public void onMessage(CapturedMessage message) throws IOException {
        int number = message.interfaceOf().number();
        if (filter.matches(message)) {
            passing.add(number);
            next.onMessage(message);
        } else {
            passing.remove(number);
        }
    }

    @Override
    public void onMemory(CapturedMessage packet, long iova, ByteBuffer bytes) throws IOException {
        if (passing.contains(packet.interfaceOf().number())) {
            next.onMemory(packet, iova, bytes);
        }
    }

    @Override
    public void onNote(CapturedMessage packet, String note) throws IOException {
        if (filter.equals(MessageFilter.ALL)) {
            next.onNote(packet, note);
        }
    }
}
