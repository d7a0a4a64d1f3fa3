package org.rtkit4j.simulation;

import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;

/// Parts that do what those behind them do, for tests to break one verb of.
final class BrokenParts {
    private BrokenParts() {}

    static class Filter implements Mailbox {
        private final Mailbox mailbox;

        Filter(Mailbox mailbox) {
            this.mailbox = mailbox;
        }

        @Override
        public void start() {
            mailbox.start();
        }

        @Override
        public boolean offer(long msg0, long msg1) {
            return mailbox.offer(msg0, msg1);
        }

        @Override
        public boolean poll(Receiver receiver) {
            return mailbox.poll(receiver);
        }

        @Override
        public InterruptLine receiveNotEmpty() {
            return mailbox.receiveNotEmpty();
        }

        @Override
        public InterruptLine sendEmpty() {
            return mailbox.sendEmpty();
        }
    }
}
