package org.rtkit4j.simulation;

import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.port.SharedBuffer;

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

    static class Buffer implements SharedBuffer {
        private final SharedBuffer buffer;

        Buffer(SharedBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public long iova() {
            return buffer.iova();
        }

        @Override
        public long sizeBytes() {
            return buffer.sizeBytes();
        }

        @Override
        public void read(long offset, byte[] destination, int from, int length) {
            buffer.read(offset, destination, from, length);
        }

        @Override
        public void write(long offset, byte[] source, int from, int length) {
            buffer.write(offset, source, from, length);
        }

        @Override
        public void close() {
            buffer.close();
        }
    }
}
