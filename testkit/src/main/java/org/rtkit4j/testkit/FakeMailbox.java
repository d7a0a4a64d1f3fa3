package org.rtkit4j.testkit;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;

/// A mailbox whose other side is the test: [#say] is the firmware's word, [#heard] what the AP sent.
public final class FakeMailbox implements Mailbox {
    private final ArrayDeque<long[]> toIop = new ArrayDeque<>();
    private final ArrayDeque<long[]> toAp = new ArrayDeque<>();
    private final FakeLine receiveNotEmpty = new FakeLine();
    private final FakeLine sendEmpty = new FakeLine();
    private final int depth;

    /// Makes a mailbox that holds `depth` messages towards the co-processor.
    public FakeMailbox(int depth) {
        this.depth = depth;
    }

    /// Puts a message into the AP's receive FIFO, however full it is.
    public void say(int endpoint, long msg0) {
        say(msg0, (long) endpoint);
    }

    /// Puts a message with a second word of the test's own into the AP's receive FIFO.
    public void say(long msg0, long msg1) {
        toAp.add(new long[] {msg0, msg1});
        receiveNotEmpty.fire();
    }

    /// Takes what the AP sent first, as `EE:MMMMMMMMMMMMMMMM`, or returns the empty string.
    public String heard() {
        long[] message = toIop.poll();
        if (toIop.isEmpty()) {
            sendEmpty.fire();
        }
        return message == null ? "" : "%02x:%016x".formatted(message[1], message[0]);
    }

    /// Forgets everything the AP has sent.
    public void hearNothing() {
        toIop.clear();
    }

    @Override
    public boolean offer(long msg0, long msg1) {
        return toIop.size() < depth && toIop.add(new long[] {msg0, msg1});
    }

    @Override
    public boolean poll(Receiver receiver) {
        long[] message = toAp.poll();
        if (message != null) {
            receiver.onMessage(message[0], message[1]);
        }
        return message != null;
    }

    @Override
    public InterruptLine receiveNotEmpty() {
        return receiveNotEmpty;
    }

    @Override
    public InterruptLine sendEmpty() {
        return sendEmpty;
    }

    private boolean isAsserted(FakeLine line) {
        return line == receiveNotEmpty ? !toAp.isEmpty() : toIop.isEmpty();
    }

    private final class FakeLine implements InterruptLine {
        private @Nullable Runnable armed;

        @Override
        public boolean isAsserted() {
            return FakeMailbox.this.isAsserted(this);
        }

        @Override
        public void arm(Runnable handler) {
            armed = handler;
            if (isAsserted()) {
                fire();
            }
        }

        @Override
        public void disarm() {
            armed = null;
        }

        void fire() {
            Runnable handler = armed;
            armed = null;
            if (handler != null) {
                handler.run();
            }
        }
    }
}
