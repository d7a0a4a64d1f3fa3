package org.rtkit4j.wire.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ForwardingMailboxTest {
    /// Takes one message, and has given what it is given.
    private static final class OneDeep implements Mailbox {
        private final Line receive = new Line();
        private final Line send = new Line();
        private final List<List<Long>> sent = new ArrayList<>();
        private final Queue<List<Long>> received = new ArrayDeque<>();
        private int starts;

        @Override
        public void start() {
            starts++;
        }

        @Override
        public boolean offer(long msg0, long msg1) {
            return sent.isEmpty() && sent.add(List.of(msg0, msg1));
        }

        @Override
        public boolean poll(Receiver receiver) {
            List<Long> message = received.poll();
            if (message == null) {
                return false;
            }
            receiver.onMessage(message.get(0), message.get(1));
            return true;
        }

        @Override
        public InterruptLine receiveNotEmpty() {
            return receive;
        }

        @Override
        public InterruptLine sendEmpty() {
            return send;
        }
    }

    private static final class Line implements InterruptLine {
        @Override
        public boolean isAsserted() {
            return false;
        }

        @Override
        public void arm(Runnable handler) {}

        @Override
        public void disarm() {}
    }

    private static final class Passed extends ForwardingMailbox {
        Passed(Mailbox mailbox) {
            super(mailbox);
        }

        Mailbox other() {
            return inner();
        }
    }

    private final OneDeep mailbox = new OneDeep();
    private final Passed passed = new Passed(mailbox);

    @Test
    void aMessagePassesWhereThereIsRoomAndTheRefusalWhereThereIsNone() {
        passed.start();
        assertEquals(1, mailbox.starts);
        assertTrue(passed.offer(0x0060_0000_0000_0220L, 0));
        assertFalse(passed.offer(0x0030_0000_0000_0000L, 0));
        assertEquals(List.of(List.of(0x0060_0000_0000_0220L, 0L)), mailbox.sent);
    }

    @Test
    void whatIsReceivedPassesOnce() {
        var heard = new ArrayList<List<Long>>();
        mailbox.received.add(List.of(0x0010_0000_000c_000bL, 0x20L));
        assertTrue(passed.poll((msg0, msg1) -> heard.add(List.of(msg0, msg1))));
        assertFalse(passed.poll((msg0, msg1) -> heard.add(List.of(msg0, msg1))));
        assertEquals(List.of(List.of(0x0010_0000_000c_000bL, 0x20L)), heard);
    }

    @Test
    void theLinesAreTheOthers() {
        assertSame(mailbox.receive, passed.receiveNotEmpty());
        assertSame(mailbox.send, passed.sendEmpty());
        assertSame(mailbox, passed.other());
    }
}
