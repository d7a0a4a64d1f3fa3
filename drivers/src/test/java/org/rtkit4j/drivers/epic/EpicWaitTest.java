package org.rtkit4j.drivers.epic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.drivers.ScarceMemory;
import org.rtkit4j.emulator.crash.CrashCause;

/// What ends a wait for an answer, and what does not; the firmware's entries are written by hand.
class EpicWaitTest {
    private static final int DISPLAY = 4;
    private static final int REPORT = 0x00;
    private static final int NOTIFY = 0x10;
    private static final int REPLY = 0x20;
    private static final int ANNOUNCE = 0x30;
    private static final int TEARDOWN = 0x32;
    private static final int SERVICE = 0xc0;
    private static final long SOON_NANOS = 50_000_000;

    private EpicRig rig;

    @BeforeEach
    void boot() throws Exception {
        rig = EpicRig.onPaper(false);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private EpicChannel announced(EpicPort port) throws Exception {
        byte[] name = Arrays.copyOf("service".getBytes(StandardCharsets.US_ASCII), 32);
        later(() -> rig.paper.say(1, PaperFirmware.entry(DISPLAY, REPORT, ANNOUNCE, 0, name)));
        return port.service("service");
    }

    /// What the firmware does once the host waits.
    private void later(Runnable action) {
        rig.coprocessor().interject(action);
    }

    private static int ask(EpicChannel channel) throws Exception {
        return channel.ask("something", SERVICE, new byte[4], 4, new byte[8]);
    }

    private static EpicFault refused(EpicChannel channel) {
        return assertThrows(EpicException.class, () -> ask(channel)).fault();
    }

    private static byte[] answer(int tag, int bytes) {
        byte[] said = new byte[30];
        said[20] = (byte) bytes;
        return PaperFirmware.entry(DISPLAY, REPLY, SERVICE, tag, said);
    }

    @Test
    void aServiceThatGoesAwayIsNotWaitedForAnyLonger() throws Exception {
        try (var port = rig.open()) {
            EpicChannel channel = announced(port);
            long before = rig.clock.getAsLong();
            later(() -> rig.paper.say(1, PaperFirmware.entry(DISPLAY, REPORT, TEARDOWN, 0)));
            assertEquals(new EpicFault.Gone("something"), refused(channel));
            assertTrue(rig.clock.getAsLong() - before < SOON_NANOS);
        }
    }

    @Test
    void aRingThatBreaksEndsTheWaitForWhatComesThroughIt() throws Exception {
        try (var port = rig.open()) {
            EpicChannel channel = announced(port);
            long before = rig.clock.getAsLong();
            later(rig.paper::scratch);
            String said = "a pointer outside of the ring: pointer=0xffffffff, data=0x3f40";
            var e = assertThrows(EpicException.class, () -> ask(channel));
            assertEquals("epic: " + said, e.getMessage());
            assertTrue(rig.clock.getAsLong() - before < SOON_NANOS);
            assertEquals(
                    List.of(said), rig.faults.stream().map(EpicFault::message).toList());
            assertInstanceOf(EpicFault.Ring.class, refused(channel));
        }
    }

    @Test
    void aWordThatMakesNoSenseIsToldAndEndsNothing() throws Exception {
        try (var port = rig.open()) {
            EpicChannel channel = announced(port);
            later(rig.paper::mumble);
            assertInstanceOf(EpicFault.TimedOut.class, refused(channel));
            assertEquals(1, rig.faults.size());
            assertInstanceOf(EpicFault.Ring.class, rig.faults.getFirst());
        }
    }

    /// Its slot was free again after the answer that came late: the next command has it.
    @Test
    void aSecondAnswerToAnEarlierCommandIsNotTakenForThisOnes() throws Exception {
        try (var port = rig.open()) {
            EpicChannel channel = announced(port);
            assertInstanceOf(EpicFault.TimedOut.class, refused(channel));
            int tag = rig.paper.said.getFirst().half(32);
            later(() -> rig.paper.say(1, answer(tag, 5)));
            rig.settle();
            assertEquals(List.of(), rig.faults);
            later(() -> rig.paper.say(1, answer(tag, 5)));
            assertInstanceOf(EpicFault.TimedOut.class, refused(channel));
            assertEquals(List.of(new EpicFault.Stray(1, tag)), rig.faults);
            assertNotEquals(tag, rig.paper.said.getLast().half(32));
        }
    }

    @Test
    void aWaitLastsAsLongAsItsOptionsSay() throws Exception {
        EpicOptions hasty = rig.options.withTimeout(Duration.ofMillis(30));
        try (var port = EpicPort.open(rig.iop, EpicRig.ENDPOINT, rig.platform.memory(), hasty, rig)) {
            EpicChannel channel = announced(port);
            var e = assertThrows(EpicException.class, () -> ask(channel));
            assertEquals("epic: no answer: something, waited=30 ms", e.getMessage());
        }
    }

    @Test
    void aCoprocessorThatDoesNotRunIsNamed() throws Exception {
        try (var port = rig.open()) {
            EpicChannel channel = announced(port);
            rig.coprocessor().crash(new CrashCause.FailedAssert("swap.c", 1, "false"));
            var e = assertThrows(EpicException.class, () -> ask(channel));
            assertTrue(e.getMessage().startsWith("epic: something: "), e::getMessage);
            assertInstanceOf(Phase.Crashed.class, rig.iop.phase());
        }
    }

    /// The rings have theirs; there is none for what a command names.
    @Test
    void withoutMemoryForItsBuffersACommandIsNotSent() throws Exception {
        var memory = new ScarceMemory(rig.platform.memory(), 2);
        try (var port = EpicPort.open(rig.iop, EpicRig.ENDPOINT, memory, rig.options, rig)) {
            EpicChannel channel = announced(port);
            int before = rig.coprocessor().memory().openBuffers();
            for (int i = 0; i < 2; i++) {
                var e = assertThrows(EpicException.class, () -> ask(channel));
                assertEquals("epic: no memory: something, none is left: iova=0x0, size=0x4000", e.getMessage());
            }
            assertEquals(before, rig.coprocessor().memory().openBuffers(), "what there was of it is given back");
            assertEquals(List.of(), rig.paper.said);
        }
    }

    @Test
    void whoHearsNothingLeavesCallsWithoutAnAnswer() throws Exception {
        try (var port =
                EpicPort.open(rig.iop, EpicRig.ENDPOINT, rig.platform.memory(), rig.options, EpicListener.NONE)) {
            announced(port);
            later(() -> rig.paper.say(1, PaperFirmware.entry(DISPLAY, NOTIFY, SERVICE, 0x1234, new byte[68])));
            rig.settle();
            assertEquals(List.of(), rig.paper.said);
        }
    }
}
