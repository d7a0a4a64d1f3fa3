package org.rtkit4j.app.probe;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.wire.port.ForwardingMailbox;
import org.rtkit4j.wire.port.Mailbox;

/// A mailbox that remembers what passes, and lets somebody put a word in between two turns of the host.
final class SaidMessages extends ForwardingMailbox {
    private static final int MOST = 4096;

    /// One message.
    record Said(boolean isFromAp, int endpoint, long msg0) {
        @Override
        public String toString() {
            return "%s %02x: %016x".formatted(isFromAp ? ">" : "<", endpoint, msg0);
        }
    }

    private final List<Said> said = new ArrayList<>();

    SaidMessages(Mailbox mailbox) {
        super(mailbox);
    }

    @Override
    public boolean offer(long msg0, long msg1) {
        boolean isTaken = super.offer(msg0, msg1);
        if (isTaken) {
            add(true, msg0, msg1);
        }
        return isTaken;
    }

    @Override
    public boolean poll(Receiver receiver) {
        return super.poll((msg0, msg1) -> {
            add(false, msg0, msg1);
            receiver.onMessage(msg0, msg1);
        });
    }

    private void add(boolean isFromAp, long msg0, long msg1) {
        if (said.size() < MOST) {
            said.add(new Said(isFromAp, (int) (msg1 & 0xff), msg0));
        }
    }

    /// Returns what was said, in order.
    List<Said> all() {
        return List.copyOf(said);
    }
}
