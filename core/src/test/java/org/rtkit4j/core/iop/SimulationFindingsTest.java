package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.port.Reset;

/// What the simulation has found in the adapters.
class SimulationFindingsTest {
    private static final long SEND_NANOS = 500_000_000L;

    private final ManualClock clock = new ManualClock();
    private final FakeMailbox mailbox = new FakeMailbox(1);
    private final PolledIop iop = new PolledIop(
            IopProfile.named("test"),
            new Platform(mailbox, null, new FakeMemory()),
            SessionListener.NONE,
            clock,
            () -> {});

    /// A way in over a wire throws when the wire breaks: [org.rtkit4j.wire.port.Registers] says so.
    private static final class BrokenMailbox implements Mailbox {
        private final FakeMailbox mailbox = new FakeMailbox(15);
        private boolean isBroken;

        private FakeMailbox orThrow() {
            if (isBroken) {
                throw new UncheckedIOException(new IOException("the wire is broken"));
            }
            return mailbox;
        }

        @Override
        public void start() {
            orThrow();
        }

        @Override
        public boolean offer(long msg0, long msg1) {
            return orThrow().offer(msg0, msg1);
        }

        @Override
        public boolean poll(Receiver receiver) {
            return orThrow().poll(receiver);
        }

        @Override
        public InterruptLine receiveNotEmpty() {
            return orThrow().receiveNotEmpty();
        }

        @Override
        public InterruptLine sendEmpty() {
            return orThrow().sendEmpty();
        }
    }

    @Test
    void aWayInThatBreaksWhileSomethingIsSentIsATypedFault() throws Exception {
        var broken = new BrokenMailbox();
        var sender = over(broken, () -> {});
        sender.adopt(12, BitSet.valueOf(new long[] {0x1_0000_0000L}));
        sender.startEndpoint(0x20, (_, _) -> {});
        broken.isBroken = true;
        var thrown = assertThrows(RtkitException.class, () -> sender.trySend(0x20, 1));
        assertInstanceOf(Fault.AccessFailed.class, thrown.fault());
        assertInstanceOf(Phase.Failed.class, sender.phase());
    }

    @Test
    void aWayInThatBreaksDoesNotKeepACoprocessorFromBeingClosed() {
        var broken = new BrokenMailbox();
        var closed = over(broken, () -> {});
        broken.isBroken = true;
        closed.close();
        assertInstanceOf(Phase.Closed.class, closed.phase());
    }

    @Test
    void aResetThatFailsIsATypedFault() {
        var recovered = over(mailbox, () -> {
            throw new UncheckedIOException(new IOException("the wire is broken"));
        });
        var thrown = assertThrows(RtkitException.class, recovered::beginRecovery);
        assertInstanceOf(Fault.AccessFailed.class, thrown.fault());
    }

    @Test
    void linesThatCannotBeArmedEndTheirSessionNotTheLoop() throws Exception {
        var broken = new BrokenMailbox();
        var loop = new EventLoop(clock);
        var looped = loop.attach(
                IopProfile.named("test"), new Platform(broken, null, new FakeMemory()), SessionListener.NONE);
        looped.adopt(12, new BitSet());
        broken.isBroken = true;
        assertEquals(1, loop.turn());
        assertInstanceOf(Phase.Failed.class, looped.phase());
    }

    @Test
    void aSendThatBreaksTheWayInAsksForTheTurnThatTellsWhoeverWaits() throws Exception {
        var broken = new BrokenMailbox();
        var loop = new EventLoop(clock);
        var looped = loop.attach(
                IopProfile.named("test"), new Platform(broken, null, new FakeMemory()), SessionListener.NONE);
        looped.adopt(12, BitSet.valueOf(new long[] {1L << 0x20}));
        looped.startEndpoint(0x20, (_, _) -> {});
        loop.turn();
        assertEquals(0, loop.turn());
        broken.isBroken = true;
        assertThrows(RtkitException.class, () -> looped.trySend(0x20, 1));
        assertEquals(1, loop.turn());
    }

    private PolledIop over(Mailbox way, Reset reset) {
        return new PolledIop(
                IopProfile.named("test"),
                new Platform(way, null, new FakeMemory(), reset),
                SessionListener.NONE,
                clock,
                () -> {});
    }

    /// The wait for the acknowledgement ends first: its deadline began before the FIFO was full.
    @Test
    void aCrashIsNoticedThoughAnotherDeadlineHasPassed() throws Exception {
        iop.adopt(12, BitSet.valueOf(new long[] {0x1_0000_0006L}));
        iop.poll();
        iop.beginPowerDown(PowerDown.QUIESCE);
        clock.advance(SEND_NANOS + 1);
        mailbox.say(2, 0x0050_0000_0000_0000L);
        mailbox.say(1, 0x0010_1000_1000_8000L);
        iop.poll();
        assertFalse(iop.isCrashed(), "the news waits behind an echo that the FIFO does not take");
        clock.advance(SEND_NANOS - 1);
        iop.poll();
        assertTrue(iop.isCrashed());
    }

    @Test
    void aCrashIsNoticedThoughTheFirmwareTakesNothingAnyMore() throws Exception {
        iop.adopt(12, BitSet.valueOf(new long[] {0x1_0000_0006L}));
        mailbox.say(2, 0x0050_0000_0000_0000L);
        mailbox.say(2, 0x0050_0000_0000_0001L);
        mailbox.say(2, 0x0050_0000_0000_0002L);
        mailbox.say(1, 0x0010_1000_1000_8000L);
        iop.poll();
        assertFalse(iop.isCrashed(), "the news waits behind an echo that the FIFO does not take");
        clock.advance(SEND_NANOS);
        iop.poll();
        assertTrue(iop.isCrashed());
    }
}
