package org.rtkit4j.app.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.capture.filter.FilterException;
import org.rtkit4j.capture.filter.MessageFilter;

/// Passes on what a filter chooses: memory goes with its message; notes belong to none, and pass where all messages
/// do.
record Filtered(MessageFilter filter, CaptureVisitor next, Set<Integer> passing) implements CaptureVisitor {
    private Filtered(MessageFilter filter, CaptureVisitor next) {
        this(filter, next, new HashSet<>());
    }

    /// Goes through a capture and tells of what a filter chooses.
    ///
    /// @throws BadInputException if the filter has a name that nothing in the capture has
    static void tell(CaptureWalk walk, MessageFilter filter, CaptureVisitor visitor)
            throws IOException, BadInputException {
        walk.walk(new Filtered(filter, visitor));
        try {
            filter.requireNames(walk);
        } catch (FilterException e) {
            throw CaptureInput.refusal(e);
        }
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
