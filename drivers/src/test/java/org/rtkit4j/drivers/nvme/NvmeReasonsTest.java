package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.profile.Profile;

/// What a person reads of a disk in trouble, what its watch hears, and the options that there are not.
class NvmeReasonsTest {
    private final List<String> heard = new ArrayList<>();
    private boolean isCurious;
    private final NvmeWatch watch = new NvmeWatch(new SessionListener() {
        @Override
        public void onPhase(Phase phase) {
            heard.add(phase.getClass().getSimpleName());
        }

        @Override
        public boolean wantsSyslog() {
            return isCurious;
        }

        @Override
        public void onSyslog(String context, String text) {
            heard.add(context + ": " + text);
        }

        @Override
        public void onNotice(Notice notice, int endpoint, long msg0) {
            heard.add("%s %d %d".formatted(notice, endpoint, msg0));
        }
    });

    @Test
    void faultsAreSentences() {
        var gone = new NvmeFault.Gone("CSTS");
        assertEquals("nothing answers, registers read all ones: register=CSTS", gone.message());
        assertEquals(
                "a command timed out: waited=5000 ms, CSTS=0x1",
                new NvmeFault.TimedOut("a command", 5_000_999_999L, 1).message());
        assertEquals("the controller has failed: CSTS=0x2", new NvmeFault.Fatal(2).message());
        assertEquals(
                "the controller refused Identify: status=0x002 invalid field",
                new NvmeFault.AdminRefused(6, 2).message());
        assertEquals(
                "the controller completed a command that it was not given: queue=I/O, tag=0x3f",
                new NvmeFault.UnknownTag("I/O", 63).message());
        assertEquals(
                "a command's memory is not given back: tag=5, TCB_STAT=0x1",
                new NvmeFault.NotInvalidated(5, 1).message());
        assertEquals("no memory for the controller: why", new NvmeFault.MemoryRefused("why").message());
        assertEquals("why", new NvmeFault.Unsupported("why").message());
        assertEquals("why", new NvmeFault.CoprocessorDown("why").message());
        assertEquals(
                "answered writes are lost, they cannot be written again: block=7, status=0x280 write fault",
                new NvmeFault.LostWrites(7, 0x280).message());
        assertEquals(
                "another disk came back after the restart: was=a, is=b", new NvmeFault.Changed("a", "b").message());
        assertEquals("the disk is lost after 3 restarts: " + gone.message(), new NvmeFault.GivenUp(3, gone).message());
    }

    @Test
    void aWatchPassesOnWhatItHears() {
        watch.onPhase(new Phase.Running());
        watch.onSyslog("nvme", "up");
        watch.onNotice(Notice.DROPPED, 32, 7);
        assertEquals(List.of("Running", "nvme: up", "DROPPED 32 7"), heard);
        assertFalse(watch.wantsSyslog());
        isCurious = true;
        assertTrue(watch.wantsSyslog());
        assertFalse(new NvmeWatch().wantsSyslog());
    }

    @Test
    void aWatchTellsOfTheEndAtOnceAndWhereItHasCome() {
        var alarms = new ArrayList<String>();
        watch.arm(() -> alarms.add("armed before"));
        watch.onPhase(new Phase.Running());
        assertEquals(List.of(), alarms);
        watch.onPhase(new Phase.Failed(new Fault.Cancelled()));
        watch.arm(() -> alarms.add("armed behind"));
        assertEquals(List.of("armed before", "armed behind"), alarms);
        assertTrue(watch.isDown());
        watch.onPhase(new Phase.AwaitHello(false));
        assertFalse(watch.isDown(), "it boots again");
    }

    @Test
    void aWatchSaysWhyTheCoprocessorIsDown() {
        watch.onPhase(new Phase.Failed(new Fault.Cancelled()));
        assertEquals(new Fault.Cancelled().message(), watch.reason());
        watch.onPhase(new Phase.Closed());
        assertEquals("the co-processor does not run", watch.reason());
    }

    @Test
    void aRestartIsToldWithItsReason() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            var reasons = new ArrayList<NvmeFault>();
            rig.disk.onRestart(reasons::add);
            rig.coprocessor.crash(new CrashCause.FailedAssert("ftl.c", 1, "made by a test"));
            assertEquals(DiskStatus.OK, rig.flush());
            assertEquals(List.of(new NvmeFault.CoprocessorDown("the co-processor crashed")), reasons);
        }
    }

    /// Memory and longest transfer, in KiB: one list of 512 pages, four transfers, a megabyte.
    @ParameterizedTest
    @CsvSource({
        "1024, 4, true",
        "8192, 2048, true",
        "1024, 256, true",
        "1023, 4, false",
        "1024, 0, false",
        "1024, -4, false",
        "1024, 6, false",
        "8192, 2052, false",
        "1024, 260, false",
        "2147483644, 4, true",
        "2147483648, 4, false"
    })
    void memoryHoldsFourTransfersOfWholePages(long memory, int transfer, boolean isPossible) {
        if (isPossible) {
            assertEquals(memory << 10, new NvmeOptions.Memory(memory << 10, transfer << 10).bytes());
        } else {
            assertThrows(IllegalArgumentException.class, () -> new NvmeOptions.Memory(memory << 10, transfer << 10));
        }
    }

    @Test
    void aDiskHasOneTryAtLeast() {
        assertEquals(1, new NvmeOptions.Endurance(1, 1).attempts());
        assertThrows(IllegalArgumentException.class, () -> new NvmeOptions.Endurance(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new NvmeOptions.Endurance(1, 0));
    }

    @Test
    void optionsChangeOneByOne() {
        var done = new ArrayList<String>();
        NvmeOptions options = NvmeOptions.DEFAULT
                .with(() -> 42, () -> done.add("idle"))
                .withMemory(2 << 20)
                .withMaxTransfer(8192)
                .withAssist(() -> done.add("work"), 77);
        assertEquals(new NvmeOptions.Memory(2 << 20, 8192), options.memory());
        assertEquals(42, options.time().clock().getAsLong());
        assertEquals(43, options.with(() -> 43).time().clock().getAsLong());
        options.with(() -> 43).time().idle().run();
        options.assist().work().run();
        assertEquals(List.of("idle", "work"), done);
        assertEquals(77, options.assist().mostInFlightBytes());
        assertEquals(
                NvmeOptions.DEFAULT.time().commandTimeoutNanos(), options.time().commandTimeoutNanos());
    }
}
