package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.testkit.SynchronisedMailbox;
import org.rtkit4j.wire.port.ForwardingMailbox;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;

class EventLoopTest {
    private final ManualClock clock = new ManualClock();
    private final EventLoop loop = new EventLoop(clock);

    @Test
    void anInterruptGivesACoprocessorItsTurn() throws Exception {
        var fixture = new IopFixture(1);
        var iop = loop.attach(IopProfile.named("one"), fixture.platform(), fixture);
        iop.beginBoot(BootPlan.WAKE);
        run(fixture, 50);
        assertTrue(iop.isRunning());
        var heard = new ArrayList<Long>();
        iop.startEndpoint(0x20, (msg0, _) -> heard.add(msg0));
        run(fixture, 5);
        fixture.mailbox.say(0x20, 9);
        assertEquals(1, loop.turn());
        assertEquals(List.of(9L), heard);
        assertEquals(0, loop.turn());
    }

    @Test
    void oneThatIsSilentDoesNotHoldUpTheOthers() throws Exception {
        var silent = new IopFixture(15);
        silent.reads = false;
        var lively = new IopFixture(15);
        var stuck = loop.attach(IopProfile.named("silent"), silent.platform(), silent);
        var runs = loop.attach(IopProfile.named("lively"), lively.platform(), lively);
        stuck.beginBoot(BootPlan.WAKE);
        runs.beginBoot(BootPlan.WAKE);
        run(lively, 50);
        assertTrue(runs.isRunning());
        assertInstanceOf(Phase.AwaitHello.class, stuck.phase());
        clock.advance(1_000_000_000L);
        loop.turn();
        var failed = assertInstanceOf(Phase.Failed.class, stuck.phase());
        assertInstanceOf(Fault.TimedOut.class, failed.fault());
        assertTrue(runs.isRunning());
    }

    @Test
    void aStormIsHandledInTurnsOfBoundedSize() throws Exception {
        var noisy = new IopFixture(15);
        var other = new IopFixture(15);
        var one = loop.attach(IopProfile.named("noisy"), noisy.platform(), noisy);
        var two = loop.attach(IopProfile.named("other"), other.platform(), other);
        one.beginBoot(BootPlan.WAKE);
        two.beginBoot(BootPlan.WAKE);
        run(noisy, 50);
        run(other, 50);
        var order = new ArrayList<String>();
        one.startEndpoint(0x20, (_, _) -> order.add("noisy"));
        two.startEndpoint(0x20, (_, _) -> order.add("other"));
        loop.turn();
        for (int i = 0; i < 1_000; i++) {
            noisy.mailbox.say(0x20, i);
        }
        other.mailbox.say(0x20, 0);
        loop.turn();
        assertEquals(65, order.size());
        assertTrue(order.contains("other"));
    }

    @Test
    void aMessageMayFollowTheStartOfItsEndpointAtOnce() throws Exception {
        var fixture = new IopFixture(15);
        var iop = loop.attach(IopProfile.named("eager"), fixture.platform(), fixture);
        iop.beginBoot(BootPlan.WAKE);
        run(fixture, 50);
        iop.startEndpoint(0x20, (_, _) -> {});
        assertTrue(iop.trySend(0x20, 7));
        assertEquals("00:0050002000000002", fixture.mailbox.heard());
        assertEquals("20:0000000000000007", fixture.mailbox.heard());
    }

    @Test
    void aLineThatCannotBeArmedFailsItsSessionAndNobodyElse() throws Exception {
        var broken = new IopFixture(15);
        var sound = new IopFixture(15);
        var wire = new Platform(new BrokenLines(broken.mailbox), null, broken.memory);
        var one = loop.attach(IopProfile.named("broken"), wire, broken);
        var two = loop.attach(IopProfile.named("sound"), sound.platform(), sound);
        one.beginBoot(BootPlan.WAKE);
        two.beginBoot(BootPlan.WAKE);
        run(sound, 50);
        assertTrue(two.isRunning());
        var failed = assertInstanceOf(Phase.Failed.class, one.phase());
        assertEquals(
                "access failed: java.lang.IllegalStateException: of the test",
                failed.fault().message());
        assertEquals(0, loop.turn());
    }

    /// A mailbox whose interrupts are out of order.
    private static final class BrokenLines extends ForwardingMailbox {
        BrokenLines(Mailbox mailbox) {
            super(mailbox);
        }

        @Override
        public InterruptLine receiveNotEmpty() {
            throw new IllegalStateException("of the test");
        }

        @Override
        public InterruptLine sendEmpty() {
            throw new IllegalStateException("of the test");
        }
    }

    @Test
    void aThreadOfItsOwnServesWhoeverWaits() throws Exception {
        try (var threaded = new EventLoop().start()) {
            var fixture = new IopFixture(15);
            var firmwareRuns = new AtomicBoolean(true);
            var iop = threaded.attach(IopProfile.named("threaded"), synchronised(fixture), fixture);
            var firmware = Thread.ofPlatform().start(() -> {
                while (firmwareRuns.get()) {
                    synchronized (fixture) {
                        fixture.firmware();
                    }
                    Thread.onSpinWait();
                }
            });
            iop.boot(BootPlan.WAKE);
            assertTrue(iop.isRunning());
            iop.close();
            firmwareRuns.set(false);
            firmware.join();
            assertEquals(0, fixture.memory.openBuffers());
        }
    }

    // The fake mailbox belongs to one thread; here two use it.
    private static Platform synchronised(IopFixture fixture) {
        return new Platform(new SynchronisedMailbox(fixture, fixture.mailbox), null, fixture.memory);
    }

    private void run(IopFixture fixture, int times) {
        for (int i = 0; i < times; i++) {
            loop.turn();
            fixture.firmware();
            clock.advance(IopFixture.STEP_NANOS);
        }
        loop.turn();
    }
}
