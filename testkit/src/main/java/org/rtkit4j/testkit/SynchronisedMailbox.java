package org.rtkit4j.testkit;

import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;

/// A mailbox behind one monitor, for fakes that are not thread-safe. A receiver is called without it.
///
/// @param monitor held at each access; a test holds it where it plays the other side
/// @param mailbox the fake
public record SynchronisedMailbox(Object monitor, Mailbox mailbox) implements Mailbox {
    @Override
    public boolean offer(long msg0, long msg1) {
        synchronized (monitor) {
            return mailbox.offer(msg0, msg1);
        }
    }

    @Override
    public boolean poll(Receiver receiver) {
        long[] message = new long[2];
        boolean polled;
        synchronized (monitor) {
            polled = mailbox.poll((msg0, msg1) -> {
                message[0] = msg0;
                message[1] = msg1;
            });
        }
        if (polled) {
            receiver.onMessage(message[0], message[1]);
        }
        return polled;
    }

    @Override
    public InterruptLine receiveNotEmpty() {
        return new SynchronisedLine(monitor, mailbox.receiveNotEmpty());
    }

    @Override
    public InterruptLine sendEmpty() {
        return new SynchronisedLine(monitor, mailbox.sendEmpty());
    }

    private record SynchronisedLine(Object monitor, InterruptLine line) implements InterruptLine {
        @Override
        public boolean isAsserted() {
            synchronized (monitor) {
                return line.isAsserted();
            }
        }

        @Override
        public void arm(Runnable handler) {
            synchronized (monitor) {
                line.arm(handler);
            }
        }

        @Override
        public void disarm() {
            synchronized (monitor) {
                line.disarm();
            }
        }
    }
}
