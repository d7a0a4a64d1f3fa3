package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.nvme.CacheLoss;
import org.rtkit4j.emulator.nvme.NvmeFaultKind;
import org.rtkit4j.emulator.nvme.NvmeFaultRule;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.nvme.IoOpcode;

/// A restart step by step: what leads to one, what is tried, in which order commands go out again, and where it ends.
class RestartTest {
    private static final CrashCause CAUSE = new CrashCause.FailedAssert("ftl.c", 1, "made by a test");
    private static final NvmeFaultRule INTERNAL = NvmeFaultRule.of(NvmeFaultKind.INTERNAL_ERROR);
    private static final NvmeFaultRule SLOW =
            NvmeFaultRule.of(NvmeFaultKind.SLOW).lasting(Duration.ofSeconds(2));

    private final ControllerTap tap = new ControllerTap();
    private final List<String> reasons = new ArrayList<>();

    private NvmeRig rig(String profile) throws Exception {
        return rig(profile, true);
    }

    private NvmeRig rig(String profile, boolean canReset) throws Exception {
        var clock = new ManualClock();
        var emulated = EmulatedMachine.with(Profile.named(profile)).clock(clock).build();
        var platform = tap.on(NvmeRig.nvme(emulated.coprocessor()));
        var rig = new NvmeRig(emulated, clock, NvmeRig.OPTIONS, canReset, platform);
        rig.disk.onRestart(fault -> reasons.add(fault.message()));
        return rig;
    }

    private static DiskCommand write(long block, int version) {
        var content = ByteBuffer.wrap(NvmeRig.block(block, version));
        return new DiskCommand(_ -> {}).write(block * Pages.BYTES, content, 0, Pages.BYTES, false);
    }

    /// A tag that is free again goes to a later command: the order is that of the commands, not of the tags.
    @Test
    void commandsGoOutAgainInTheOrderInWhichTheyWereTaken() throws Exception {
        try (var rig = rig("ans")) {
            rig.storage.add(SLOW.on(IoOpcode.WRITE).blocks(1, 9));
            DiskCommand quick = write(20, 1);
            rig.submit(quick);
            for (int block = 1; block < 4; block++) {
                rig.submit(write(block, 1));
            }
            while (quick.status() == DiskStatus.PENDING) {
                rig.turn();
            }
            rig.submit(write(4, 1));
            assertEquals(List.of(2, 3, 4, 5, 2), tap.tags());
            rig.coprocessor.crash(CAUSE);
            rig.storage.clearFaults();
            tap.forget();
            rig.settle();
            assertEquals(List.of(2, 3, 4, 5, 2), tap.tags(), "what was answered, then what was not");
        }
    }

    @Test
    void neighboursAreWrittenAgainTogether() throws Exception {
        try (var rig = rig("ans")) {
            rig.storage.onLoss(CacheLoss.ALL);
            for (int block = 0; block < 40; block++) {
                assertTrue(rig.run(write(block, 1)).isOk());
            }
            assertTrue(rig.run(write(100, 1)).isOk());
            long before = rig.storage.commands();
            rig.coprocessor.crash(CAUSE);
            assertTrue(rig.flush().isOk());
            // 64 KiB at most: 16 blocks, 16, 8, and the one that stands alone; the flush twice, before and behind.
            assertEquals(4 + 1, rig.storage.commands() - before);
            assertArrayEquals(NvmeRig.block(39, 1), rig.storage.durable(39));
        }
    }

    @Test
    void aSilentCommandCostsNoResetOfTheCoprocessor() throws Exception {
        try (var rig = rig("ans", false)) {
            rig.storage.inject(NvmeFaultRule.of(NvmeFaultKind.STUCK));
            assertTrue(rig.run(write(1, 1)).isOk());
            assertEquals(1, rig.disk.restarts());
        }
    }

    // Each try to disable it takes two seconds: one before the first reset, and one behind each of five.
    @Test
    void aControllerThatStaysUpIsTriedFiveTimes() throws Exception {
        try (var rig = rig("ans")) {
            rig.disk.onRestart(fault -> tap.isDeaf = true);
            rig.storage.inject(NvmeFaultRule.of(NvmeFaultKind.STUCK));
            long before = rig.clock.getAsLong();
            assertEquals(DiskStatus.LOST, rig.flush());
            var given = assertInstanceOf(NvmeFault.GivenUp.class, rig.disk.fault());
            assertEquals(5, given.restarts());
            long seconds = (rig.clock.getAsLong() - before) / 1_000_000_000L;
            assertEquals(5 + 2 + 5 * 2, seconds, "the command's five seconds, then twelve");
        }
    }

    @Test
    void aWriteThatIsKeptIsTriedAgainWhereTheErrorMayPass() throws Exception {
        try (var rig = rig("ans")) {
            rig.storage.onLoss(CacheLoss.ALL);
            assertTrue(rig.run(write(1, 1)).isOk());
            long before = rig.storage.commands();
            for (int i = 0; i < 4; i++) {
                rig.storage.inject(INTERNAL);
            }
            rig.coprocessor.crash(CAUSE);
            assertTrue(rig.flush().isOk());
            assertEquals(5 + 1, rig.storage.commands() - before);
            assertArrayEquals(NvmeRig.block(1, 1), rig.storage.durable(1));
        }
    }

    @Test
    void aWriteThatIsKeptAndFailsFiveTimesIsLost() throws Exception {
        var rig = rig("ans");
        assertTrue(rig.run(write(1, 1)).isOk());
        rig.storage.add(INTERNAL.on(IoOpcode.WRITE));
        rig.coprocessor.crash(CAUSE);
        tap.forget();
        assertEquals(DiskStatus.LOST, rig.flush());
        var given = assertInstanceOf(NvmeFault.GivenUp.class, rig.disk.fault());
        assertEquals(new NvmeFault.LostWrites(1, 6), given.last());
        assertEquals(5L * given.restarts(), tap.count(IoOpcode.WRITE));
        assertThrows(IOException.class, rig.disk::close);
        rig.iop.close();
    }

    @Test
    void aWriteThatIsKeptAndRefusedForGoodIsNotTriedTwice() throws Exception {
        var rig = rig("ans");
        assertTrue(rig.run(write(1, 1)).isOk());
        tap.onCompletion = entry -> {
            // Invalid field, do not retry; the phase stays.
            if (tap.isLast("io", IoOpcode.WRITE)) {
                entry.putShort(14, (short) ((entry.getShort(14) & 1) | 0x8004));
            }
        };
        rig.coprocessor.crash(CAUSE);
        tap.forget();
        assertEquals(DiskStatus.LOST, rig.flush());
        var given = assertInstanceOf(NvmeFault.GivenUp.class, rig.disk.fault());
        assertEquals(new NvmeFault.LostWrites(1, 2), given.last());
        assertEquals(given.restarts(), tap.count(IoOpcode.WRITE));
        assertThrows(IOException.class, rig.disk::close);
        rig.iop.close();
    }

    // ---- Commands that fail by themselves ----

    @Test
    void aCommandWhoseErrorMayPassIsTriedThreeTimes() throws Exception {
        try (var rig = rig("ans")) {
            rig.storage.add(INTERNAL.on(IoOpcode.WRITE));
            long before = rig.storage.commands();
            DiskCommand write = write(1, 1);
            assertEquals(DiskStatus.INTERNAL_ERROR, rig.run(write));
            assertEquals(6, write.detail());
            assertEquals(3, rig.storage.commands() - before);
            assertEquals(List.of(), reasons);
        }
    }

    /// By the bit that says so, or by the kind of error where the bit is missing.
    @ParameterizedTest
    @CsvSource({"8002, 1", "0002, 3", "8006, 1"})
    void aRefusalIsNoInternalError(String status, int times) throws Exception {
        try (var rig = rig("ans")) {
            int code = Integer.parseInt(status, 16);
            tap.forget();
            tap.onCompletion =
                    entry -> entry.putShort(14, (short) ((entry.getShort(14) & 1) | (code & 0x8000) | (code << 1)));
            DiskCommand write = write(1, 1);
            assertEquals(DiskStatus.REFUSED, rig.run(write));
            assertEquals(code & 0x7fff, write.detail());
            assertEquals(times, tap.commands("io").size());
            tap.onCompletion = _ -> {};
        }
    }

    // ---- Answers that make no sense ----

    /// A tag beyond all queues, one that exists and is not in flight, and the highest that 16 bits have.
    @ParameterizedTest
    @CsvSource({"ans-t8015, 64, 0x40", "ans-t8015, 9, 0x9", "ans, 60, 0x3c", "ans, 65535, 0xffff", "ans, 0, 0x0"})
    void anAnswerToNothingIsAReasonToRestart(String profile, int tag, String text) throws Exception {
        try (var rig = rig(profile)) {
            tap.onCompletion = entry -> entry.putShort(12, (short) tag);
            rig.disk.onRestart(fault -> {
                tap.onCompletion = _ -> {};
                reasons.add(fault.message());
            });
            assertTrue(rig.run(write(1, 1)).isOk());
            assertEquals(
                    List.of("the controller completed a command that it was not given: queue=I/O, tag=" + text),
                    reasons);
        }
    }

    // ---- The cable ----

    @Test
    void aCommandThatCannotBeGivenToTheControllerIsLostAtOnce() throws Exception {
        var rig = rig("ans");
        var first = write(1, 1);
        assertTrue(rig.disk.submit(first));
        tap.isCut = true;
        var second = write(2, 1);
        assertTrue(rig.disk.submit(second), "taken, and ended by the next poll");
        assertFalse(rig.disk.submit(write(3, 1)), "nothing more until then");
        var calls = new ArrayList<String>();
        rig.disk.arm(() -> calls.add("look"));
        assertEquals(List.of("look"), calls, "and the poll is due");
        assertEquals(2, rig.disk.poll());
        assertEquals(DiskStatus.LOST, first.status());
        assertEquals(DiskStatus.LOST, second.status());
        assertEquals(List.of("the controller cannot be accessed: the cable is out"), reasons);
        var given = assertInstanceOf(NvmeFault.GivenUp.class, rig.disk.fault());
        assertEquals(
                "the controller cannot be accessed: the cable is out",
                given.last().message());
        assertEquals(0, rig.disk.inFlight());
    }

    @Test
    void aCableThatIsPulledOutWhileAnAnswerIsReadIsTheSame() throws Exception {
        var rig = rig("ans");
        var write = write(1, 1);
        assertTrue(rig.disk.submit(write));
        tap.isCut = true;
        while (write.status() == DiskStatus.PENDING) {
            rig.turn();
        }
        assertEquals(DiskStatus.LOST, write.status());
        assertEquals(List.of("the controller cannot be accessed: the cable is out"), reasons);
    }

    @Test
    void aThreadThatIsInterruptedDuringARestartGivesTheDiskUp() throws Exception {
        var rig = rig("ans");
        rig.disk.onRestart(_ -> Thread.currentThread().interrupt());
        rig.coprocessor.crash(CAUSE);
        assertEquals(DiskStatus.LOST, rig.flush());
        assertTrue(Thread.interrupted(), "whoever interrupted is heard further up, too");
        assertEquals("interrupted while the disk was restarted, after: the co-processor crashed", rig.disk.failure());
    }

    // ---- Patience ----

    @Test
    void aDiskThatWorksInBetweenMayCrashAsOftenAsItLikes() throws Exception {
        try (var rig = rig("ans")) {
            for (int crash = 0; crash < 40; crash++) {
                rig.storage.inject(NvmeFaultRule.of(NvmeFaultKind.CRASH_BEFORE));
                assertTrue(rig.run(write(1, crash)).isOk());
            }
            assertEquals(40, rig.disk.restarts());
        }
    }

    /// Sixteen restarts for the first command, which ends with an error; there is no patience for a second.
    @Test
    void aDiskThatSurvivesNoCommandIsGivenUp() throws Exception {
        var rig = rig("ans");
        rig.storage.add(NvmeFaultRule.of(NvmeFaultKind.CRASH_BEFORE));
        assertEquals(DiskStatus.INTERNAL_ERROR, rig.run(write(1, 1)));
        assertEquals(DiskStatus.LOST, rig.run(write(2, 1)));
        var given = assertInstanceOf(NvmeFault.GivenUp.class, rig.disk.fault());
        assertEquals(new NvmeFault.GivenUp(16, new NvmeFault.CoprocessorDown("the co-processor crashed")), given);
    }

    @Test
    void aPollCountsTheCommandsThatEndWithoutAnAnswer() throws Exception {
        var rig = rig("ans");
        rig.storage.add(NvmeFaultRule.of(NvmeFaultKind.CRASH_BEFORE));
        for (DiskStatus expected : new DiskStatus[] {DiskStatus.INTERNAL_ERROR, DiskStatus.LOST}) {
            DiskCommand command = write(1, 1);
            rig.submit(command);
            int ended = 0;
            while (command.status() == DiskStatus.PENDING) {
                int count = rig.disk.poll();
                ended += count;
                if (count == 0) {
                    rig.idle();
                }
            }
            assertEquals(expected, command.status());
            assertEquals(1, ended);
        }
    }

    @Test
    void aFirmwareThatCrashesWhileNothingIsAskedOfItMayDoSoAsOftenAsItLikes() throws Exception {
        try (var rig = rig("ans")) {
            for (int crash = 1; crash <= 40; crash++) {
                rig.coprocessor.crash(CAUSE);
                while (rig.disk.restarts() < crash) {
                    rig.turn();
                }
            }
            assertTrue(rig.run(write(1, 1)).isOk());
            assertEquals(40, rig.disk.restarts());
        }
    }

    /// It is looked for once in a millisecond. The next entry of the admin queue is the second, whose phase is 1.
    @Test
    void anAnswerThatNobodyHasAskedTheAdminQueueForIsNoticed() throws Exception {
        try (var rig = rig("ans")) {
            rig.clock.advance(NvmeRig.seconds(1));
            rig.disk.poll();
            tap.put(0x30, 16 + 14, (byte) 1);
            rig.clock.advance(999_999);
            rig.disk.poll();
            assertEquals(List.of(), reasons);
            rig.clock.advance(1);
            rig.disk.poll();
            assertEquals(1, reasons.size());
            assertTrue(
                    reasons.getFirst()
                            .startsWith("the controller completed a command that it was not given: queue=admin"),
                    reasons::toString);
            assertTrue(rig.run(write(1, 1)).isOk());
        }
    }

    @Test
    void aCommandIsLateWhenItsTimeIsOverAndNotLater() throws Exception {
        try (var rig = rig("ans")) {
            rig.storage.inject(NvmeFaultRule.of(NvmeFaultKind.STUCK));
            DiskCommand write = write(1, 1);
            rig.submit(write);
            rig.emulated.machine().runUntilIdle();
            rig.clock.advance(NvmeRig.seconds(5));
            rig.disk.poll();
            assertEquals(1, reasons.size(), reasons::toString);
            assertTrue(reasons.getFirst().startsWith("a command timed out"), reasons::toString);
            rig.settle();
            assertTrue(write.status().isOk());
        }
    }

    /// A command's five seconds begin when it is taken, however long the disk has rested before.
    @Test
    void aDiskThatRestedForAnHourGivesTheNextCommandItsTime() throws Exception {
        try (var rig = rig("ans")) {
            assertTrue(rig.run(write(1, 1)).isOk());
            rig.clock.advance(NvmeRig.seconds(3600));
            assertTrue(rig.run(write(2, 1)).isOk());
            assertEquals(List.of(), reasons);
        }
    }

    /// What is left of the others' time is right again with each answer.
    @Test
    void anAnswerBringsTheClockUpToDate() throws Exception {
        try (var rig = rig("ans")) {
            rig.storage.add(NvmeFaultRule.of(NvmeFaultKind.STUCK).blocks(1, 1));
            rig.submit(write(1, 1));
            rig.submit(write(2, 1));
            rig.emulated.machine().runUntilIdle();
            rig.clock.advance(NvmeRig.seconds(3));
            assertEquals(1, rig.disk.poll());
            assertEquals(NvmeRig.seconds(2), rig.disk.nextDueNanos());
            rig.storage.clearFaults();
        }
    }
}
