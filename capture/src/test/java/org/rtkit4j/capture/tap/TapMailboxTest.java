package org.rtkit4j.capture.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.port.ForwardingMailbox;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;

class TapMailboxTest {
    private final FakeMailbox mailbox = new FakeMailbox(1);
    private final ManualClock clock = new ManualClock();
    private final TapMailbox tap = new TapMailbox(mailbox, new TapRing(0, 16), clock);

    @Test
    void recordsWhatIsSentAndWhatIsTakenWithTheHardwaresCounters() {
        clock.advance(5);
        assertTrue(tap.offer(0x60000000000220L, 0));
        clock.advance(5);
        mailbox.say(0x10000000c000bL, 0x0011_0000_0000_0000L);
        assertEquals(List.of("@5 AP → IOP 60000000000220 0"), drained());
        var received = new ArrayList<Long>();
        assertTrue(tap.poll((msg0, msg1) -> received.addAll(List.of(msg0, msg1))));
        assertEquals(List.of(0x10000000c000bL, 0x0011_0000_0000_0000L), received);
        assertEquals(List.of("@10 IOP → AP 10000000c000b 11000000000000"), drained());
    }

    @Test
    void recordsNothingThatDidNotHappen() {
        tap.offer(1, 0);
        assertFalse(tap.offer(2, 0), "the FIFO holds one message");
        assertFalse(tap.poll((_, _) -> {}));
        assertEquals(List.of("@0 AP → IOP 1 0"), drained());
    }

    @Test
    void whatIsAnsweredAtOnceStandsBehindItsRequest() {
        mailbox.say(2, 7);
        tap.poll((msg0, msg1) -> {
            tap.note("answering");
            tap.offer(msg0, msg1);
        });
        assertEquals(List.of("@0 IOP → AP 7 2", "@0 answering", "@0 AP → IOP 7 2"), drained());
    }

    /// Behind the doorbell the memory is the co-processor's, which may write there at once.
    @Test
    void whatTheApsMessageRefersToIsCopiedOnceBeforeItsDoorbellRings() {
        var happened = new ArrayList<String>();
        var fifo = new FakeMailbox(1);
        var loud = new ForwardingMailbox(fifo) {
            @Override
            public boolean offer(long msg0, long msg1) {
                boolean isTaken = super.offer(msg0, msg1);
                happened.add(isTaken ? "taken " + msg0 : "refused " + msg0);
                return isTaken;
            }
        };
        var copying = new TapMailbox(loud, new TapRing(0, 16), clock, (_, msg0, _) -> {
            happened.add("copied " + msg0);
            return null;
        });
        assertTrue(copying.offer(1, 0));
        assertFalse(copying.offer(2, 0));
        assertFalse(copying.offer(2, 0));
        assertEquals(List.of("copied 1", "taken 1", "copied 2", "refused 2", "refused 2"), happened);
    }

    @Test
    void theLinesAreTheMailboxs() {
        assertSame(mailbox.receiveNotEmpty(), tap.receiveNotEmpty());
        assertSame(mailbox.sendEmpty(), tap.sendEmpty());
    }

    @Test
    void theMessagePathAllocatesNothing() {
        var quiet = new TapMailbox(new Endless(), new TapRing(0, 16), System::nanoTime);
        Mailbox.Receiver receiver = (_, _) -> {};
        long bytes = AllocationProbe.leastBytes(() -> {
            for (int i = 0; i < 50_000; i++) {
                quiet.offer(i, 0x20);
                quiet.poll(receiver);
            }
        });
        assertEquals(0, bytes);
    }

    private List<String> drained() {
        var lines = new ArrayList<String>();
        tap.ring()
                .drain(
                        new TapSink() {
                            @Override
                            public void onMessage(
                                    int number, long timeNanos, Direction direction, long msg0, long msg1) {
                                lines.add("@%d %s %x %x".formatted(timeNanos, direction, msg0, msg1));
                            }

                            @Override
                            public void onNote(int number, long timeNanos, String note) {
                                lines.add("@%d %s".formatted(timeNanos, note));
                            }
                        },
                        100);
        return lines;
    }

    /// Always has a message and always takes one.
    private static final class Endless implements Mailbox {
        private final FakeMailbox lines = new FakeMailbox(1);

        @Override
        public boolean offer(long msg0, long msg1) {
            return true;
        }

        @Override
        public boolean poll(Receiver receiver) {
            receiver.onMessage(1, 2);
            return true;
        }

        @Override
        public InterruptLine receiveNotEmpty() {
            return lines.receiveNotEmpty();
        }

        @Override
        public InterruptLine sendEmpty() {
            return lines.sendEmpty();
        }
    }
}
