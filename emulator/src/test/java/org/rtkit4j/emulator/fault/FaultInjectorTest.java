package org.rtkit4j.emulator.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.HandAp;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.machine.Line;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.MachineClock;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.ForwardingMailbox;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// The mailbox behind the injector is the test's; the firmware is a real one, for what strikes that.
class FaultInjectorTest {
    private static final long MILLI = 1_000_000L;

    private final HandAp ap = HandAp.of("generic");
    private final FakeMailbox mailbox = new FakeMailbox(4);
    private final FakeMemory memory = new FakeMemory();

    private FaultInjector with(String plan) {
        var injector = new FaultInjector(FaultPlan.parse(plan), ap.iop, mailbox, memory, ap.clock);
        injector.begin();
        return injector;
    }

    private static List<String> heard(FaultInjector injector) {
        var words = new ArrayList<String>();
        while (injector.mailbox().poll((msg0, msg1) -> words.add(Long.toHexString(msg1) + ":" + msg0))) {
            // Until nothing is left.
        }
        return words;
    }

    private void say(int count) {
        for (int i = 1; i <= count; i++) {
            mailbox.say(0x20, i);
        }
    }

    // ---- Messages to the AP ----

    @Test
    void aStepIsAMessageInEitherDirection() {
        var injector = with("2:LOSE:0");
        var struck = new ArrayList<Injection>();
        injector.onStrike(struck::add);
        injector.mailbox().offer(1, 0x20);
        say(3);
        assertEquals(List.of("20:1", "20:3"), heard(injector));
        assertEquals(4, injector.step());
        assertEquals(List.of(new Injection(2, FaultKind.LOSE, 0)), struck);
    }

    @Test
    void aDuplicateComesRightBehindTheMessage() {
        var injector = with("1:DUPLICATE:0");
        say(3);
        assertEquals(List.of("20:1", "20:2", "20:2", "20:3"), heard(injector));
    }

    @Test
    void junkIsAboveTheEndpointOfOneMessage() {
        var injector = with("0:JUNK_IN_WORD:0");
        say(2);
        assertEquals(List.of("5a5a5a20:1", "20:2"), heard(injector));
    }

    @Test
    void whatIsDelayedComesInOrderAndRaisesTheLineThen() {
        var injector = with("1:DELAY:5000000");
        say(3);
        assertEquals(List.of("20:1"), heard(injector));
        var raised = new AtomicInteger();
        injector.mailbox().receiveNotEmpty().arm(raised::incrementAndGet);
        assertEquals(0, raised.get());
        assertEquals(5 * MILLI, injector.nextDueNanos());
        ap.clock.advance(5 * MILLI);
        injector.onTime();
        assertEquals(1, raised.get());
        assertEquals(List.of("20:2", "20:3"), heard(injector));
    }

    /// A machine's time waits for whoever was told of a message. Of one that is withheld nobody is told.
    @Test
    void whatIsDelayedIsNotWaitedFor() {
        var wall = new ManualClock();
        try (var emulated = EmulatedMachine.with(Profile.named("generic"))
                .clock(MachineClock.pacing(wall))
                .build()) {
            Machine machine = emulated.machine();
            var line = new Line(() -> true, machine.interrupts());
            var injector = new FaultInjector(
                    FaultPlan.parse("0:DELAY:5000000"), ap.iop, withLine(line), memory, machine::nowNanos);
            injector.begin();
            injector.mailbox().receiveNotEmpty().arm(() -> {});
            for (int round = 0; round < 10; round++) {
                wall.advance(MILLI);
                machine.runUntilIdle();
            }
            assertTrue(machine.nowNanos() >= 5 * MILLI, () -> "time=" + machine.nowNanos());
        }
    }

    private Mailbox withLine(InterruptLine line) {
        return new ForwardingMailbox(mailbox) {
            @Override
            public InterruptLine receiveNotEmpty() {
                return line;
            }
        };
    }

    @Test
    void inSilenceEveryMessageIsLost() {
        var injector = with("1:SILENCE:5000000");
        say(3);
        assertEquals(List.of("20:1"), heard(injector));
        ap.clock.advance(5 * MILLI);
        say(1);
        assertEquals(List.of("20:1"), heard(injector));
    }

    @Test
    void onlyAnAcknowledgementGetsAnotherState() {
        var injector = with("0:WRONG_STATE:0x10");
        mailbox.say(0x00, 0x0040_0000_0000_0000L);
        mailbox.say(0x00, 0x0070_0000_0000_0020L);
        mailbox.say(0x00, 0x0070_0000_0000_0020L);
        assertEquals(
                List.of("0:" + 0x0040_0000_0000_0000L, "0:" + 0x0070_0000_0000_0010L, "0:" + 0x0070_0000_0000_0020L),
                heard(injector));
    }

    @Test
    void anEndlessMapAnswersEachReplyWithAnotherPage() {
        var injector = with("0:ENDLESS_MAP:0");
        mailbox.say(0x00, 0x0088_0001_0000_0001L);
        assertEquals(List.of("0:" + 0x0080_0001_0000_0001L), heard(injector));
        injector.mailbox().offer(0x0080_0001_0000_0001L, 0);
        assertEquals("", mailbox.heard(), "the firmware does not hear of it");
        assertEquals(List.of("0:" + 0x0080_0002_0000_0000L), heard(injector));
    }

    // ---- Messages to the IOP ----

    @Test
    void aMessageToTheIopIsLostOrComesTwice() {
        var injector = with("0:LOSE_TO_IOP:0,1:DUPLICATE_TO_IOP:0");
        assertTrue(injector.mailbox().offer(1, 0x20));
        assertTrue(injector.mailbox().offer(2, 0x20));
        assertTrue(injector.mailbox().offer(3, 0x20));
        assertEquals("20:0000000000000002", mailbox.heard());
        assertEquals("20:0000000000000002", mailbox.heard());
        assertEquals("20:0000000000000003", mailbox.heard());
        assertEquals("", mailbox.heard());
    }

    @Test
    void aFullFifoTakesNothingUntilItsTimeIsOver() {
        var injector = with("0:FIFO_FULL:5000000");
        assertFalse(injector.mailbox().offer(1, 0x20));
        assertFalse(injector.mailbox().sendEmpty().isAsserted());
        ap.clock.advance(5 * MILLI);
        assertTrue(injector.mailbox().sendEmpty().isAsserted());
        assertTrue(injector.mailbox().offer(1, 0x20));
        assertEquals(1, injector.step());
    }

    @Test
    void anAccessFailsAsOftenAsIsSaid() {
        var injector = with("0:ACCESS_FAILS:2");
        assertThrows(UncheckedIOException.class, () -> injector.mailbox().offer(1, 0x20));
        assertThrows(
                UncheckedIOException.class,
                () -> injector.mailbox().receiveNotEmpty().arm(() -> {}));
        assertTrue(injector.mailbox().offer(1, 0x20));
    }

    @Test
    void aSpuriousInterruptFiresBothLinesOnce() {
        var injector = with("1:SPURIOUS_INTERRUPT:0");
        var fired = new AtomicInteger();
        mailbox.offer(7, 0x20);
        injector.mailbox().receiveNotEmpty().arm(fired::incrementAndGet);
        injector.mailbox().sendEmpty().arm(fired::incrementAndGet);
        assertEquals(0, fired.get());
        injector.mailbox().offer(8, 0x20);
        assertEquals(2, fired.get());
    }

    // ---- Memory ----

    @Test
    void oneRequestForMemoryIsRefused() throws Exception {
        var injector = with("0:MEMORY_REFUSED:0");
        assertThrows(MemoryRefusedException.class, () -> injector.memory().allocate(0x4000));
        injector.memory().allocate(0x4000).close();
        assertEquals(0, memory.openBuffers());
    }

    @Test
    void memoryChangesInAsManyReadsAsIsSaid() throws Exception {
        var injector = with("0:MEMORY_CHANGES:2");
        try (SharedBuffer buffer = injector.memory().allocate(0x1000)) {
            assertFalse(isZero(buffer.copy()));
            assertFalse(isZero(buffer.copy()));
            assertArrayEquals(new byte[0x1000], buffer.copy());
        }
    }

    private static boolean isZero(byte[] bytes) {
        for (byte value : bytes) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    // ---- The firmware ----

    @Test
    void theFirmwareCrashesHangsAndStartsAnew() {
        ap.run();
        with("0:RESTART:0");
        assertEquals(FirmwareState.BOOTING, ap.iop.state());
        ap.settle();
        ap.expect(0, HandAp.HELLO_11_12);
        ap.expect(0, HandAp.HELLO_11_12);
        with("0:HANG:0");
        assertEquals(FirmwareState.HUNG, ap.iop.state());
        with("0:CRASH:0");
        assertEquals(FirmwareState.HUNG, ap.iop.state(), "what hangs does not crash");
        with("none").reset();
        assertEquals(FirmwareState.STOPPED, ap.iop.state());
    }

    @Test
    void aCrashInAShutdownWaitsForTheShutdown() {
        ap.run();
        var injector = with("0:CRASH_AT_SHUTDOWN:1");
        injector.mailbox().offer(HandAp.SET_AP_ON, 0);
        injector.mailbox().offer(0x00b0_0000_0000_0010L, 0);
        assertNotEquals(FirmwareState.CRASHED, ap.iop.state());
        injector.mailbox().offer(0x0060_0000_0000_0001L, 0);
        assertEquals(FirmwareState.CRASHED, ap.iop.state());
    }

    @Test
    void aCrashAtABufferWaitsForTheAnswer() {
        ap.run();
        var injector = with("0:CRASH_AT_BUFFER:0");
        injector.mailbox().offer(HandAp.ACK_12, 0);
        assertNotEquals(FirmwareState.CRASHED, ap.iop.state());
        injector.mailbox().offer(0x0010_4000_1000_4000L, 2);
        assertEquals(FirmwareState.CRASHED, ap.iop.state());
    }

    // ---- The end of it ----

    @Test
    void whatIsHealedStrikesNoMore() {
        var injector = with("0:DELAY:5000000,0:LOSE:0,0:FIFO_FULL:5000000,1:LOSE:0");
        injector.heal();
        say(2);
        assertTrue(injector.mailbox().offer(1, 0x20));
        assertEquals(List.of("20:1", "20:2"), heard(injector));
        assertEquals(FaultInjector.NEVER, injector.nextDueNanos());
    }

    @Test
    void aResetForgetsWhatIsOnItsWay() {
        var injector = with("1:DUPLICATE:0,1:DELAY:5000000");
        say(1);
        heard(injector);
        injector.reset();
        say(1);
        assertEquals(List.of("20:1", "20:1"), heard(injector), "the message to be doubled comes only now");
        injector.reset();
        assertEquals(List.of(), heard(injector));
    }
}
