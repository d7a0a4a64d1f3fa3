package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.InterruptLine;

/// How long somebody waits for a disk, who wakes him, and who lets an emulated controller work meanwhile.
class DiskWaitTest {
    private static final CrashCause CAUSE = new CrashCause.FailedAssert("ftl.c", 1, "made by a test");

    private final List<Long> waits = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final ControllerTap tap = new ControllerTap();

    private NvmeRig rig(boolean canReset) throws Exception {
        var clock = new ManualClock();
        var emulated = EmulatedMachine.with(Profile.named("ans")).clock(clock).build();
        NvmePlatform real = tap.on(NvmeRig.nvme(emulated.coprocessor()));
        var platform = new NvmePlatform(
                real.variant(), real.registers(), real.nvmmu(), new Line(real.interrupt()), real.memory());
        return new NvmeRig(emulated, clock, NvmeRig.OPTIONS, canReset, platform);
    }

    @Test
    void aWaitEndsWhenTheOldestCommandIsDue() throws Exception {
        try (var rig = rig(true)) {
            rig.disk.await(7);
            rig.disk.submit(new DiskCommand(_ -> {}).flush());
            rig.disk.await(Long.MAX_VALUE);
            rig.disk.await(-1);
            assertEquals(List.of(7L, NvmeRig.seconds(5), 1L), waits);
        }
    }

    @Test
    void nobodyWaitsForACoprocessorThatIsDown() throws Exception {
        try (var rig = rig(true)) {
            rig.coprocessor.crash(CAUSE);
            while (!rig.watch.isDown()) {
                rig.idle();
            }
            rig.disk.await(NvmeRig.seconds(1));
            assertEquals(List.of(), waits);
        }
    }

    @Test
    void nobodyWaitsForADiskThatIsLostOrForAPollThatIsDue() throws Exception {
        var rig = rig(false);
        tap.isCut = true;
        rig.disk.submit(new DiskCommand(_ -> {}).flush());
        rig.disk.await(NvmeRig.seconds(1));
        assertEquals(1, rig.disk.poll());
        assertTrue(rig.disk.failure() != null);
        rig.disk.await(NvmeRig.seconds(1));
        assertEquals(List.of(), waits);
    }

    @Test
    void aHandlerHearsOfACrashAlthoughNothingIsInFlight() throws Exception {
        try (var rig = rig(true)) {
            rig.disk.arm(() -> calls.add("crashed"));
            rig.coprocessor.crash(CAUSE);
            while (!rig.watch.isDown()) {
                rig.idle();
            }
            assertEquals(List.of("crashed"), calls);
        }
    }

    /// A controller on the polling thread works where commands are in flight and no answer is there, and only then.
    @Test
    void anEmulatedControllerWorksWhileItsAnswersAreAwaited() throws Exception {
        var clock = new ManualClock();
        var emulated = EmulatedMachine.with(Profile.named("ans")).clock(clock).build();
        NvmeOptions options = NvmeRig.OPTIONS.withAssist(
                () -> {
                    calls.add("work");
                    emulated.machine().runUntilIdle();
                },
                Long.MAX_VALUE);
        try (var rig = new NvmeRig(emulated, clock, options, true)) {
            calls.clear();
            assertEquals(0, rig.disk.poll());
            assertEquals(List.of(), calls, "nothing to do");
            var flush = new DiskCommand(_ -> {}).flush();
            rig.disk.submit(flush);
            assertEquals(1, rig.disk.poll());
            assertEquals(DiskStatus.OK, flush.status());
            assertEquals(List.of("work"), calls);
            rig.disk.submit(flush.flush());
            emulated.machine().runUntilIdle();
            assertEquals(1, rig.disk.poll());
            assertEquals(List.of("work"), calls, "the answer was there");
        }
    }

    private final class Line implements InterruptLine {
        private final InterruptLine real;

        Line(InterruptLine real) {
            this.real = real;
        }

        @Override
        public boolean isAsserted() {
            return real.isAsserted();
        }

        @Override
        public void arm(Runnable handler) {
            real.arm(handler);
        }

        @Override
        public void disarm() {
            real.disarm();
        }

        @Override
        public boolean await(long timeoutNanos) {
            waits.add(timeoutNanos);
            return false;
        }
    }
}
