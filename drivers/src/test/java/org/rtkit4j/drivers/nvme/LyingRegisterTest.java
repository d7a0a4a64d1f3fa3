package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.drivers.disk.Disk;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.nvme.NvmeFaultKind;
import org.rtkit4j.emulator.nvme.NvmeFaultRule;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.nvme.LogId;
import org.rtkit4j.wire.port.Registers;

/// A controller one of whose registers says something else than it should: which fault that is, and when it shows.
class LyingRegisterTest {
    private static final long BOOT_STATUS = 0x1300;
    private static final long CSTS = 0x1c;
    private static final long TCB_STAT = 0x28120;

    private final ManualClock clock = new ManualClock();
    private final EmulatedMachine emulated =
            EmulatedMachine.with(Profile.named("ans")).clock(clock).build();
    private final Map<Long, Integer> lies = new HashMap<>();

    private NvmeRig rig() throws Exception {
        NvmePlatform sound = NvmeRig.nvme(emulated.coprocessor());
        var registers = new OddRegisters(sound.registers());
        var platform = new NvmePlatform(sound.variant(), registers, registers, sound.interrupt(), sound.memory());
        return new NvmeRig(emulated, clock, NvmeRig.OPTIONS, true, platform);
    }

    private NvmeFault refusal() {
        return assertThrows(NvmeException.class, this::rig).fault();
    }

    @Test
    void aFirmwareThatDoesNotBootIsWaitedForTwoSeconds() {
        lies.put(BOOT_STATUS, 0);
        var late = assertInstanceOf(NvmeFault.TimedOut.class, refusal());
        assertEquals("the firmware's boot", late.step());
        assertEquals(2_000_000_000, (double) late.waitedNanos(), 1_000_000);
    }

    @Test
    void aControllerThatIsNeverReadyIsWaitedForTwoSeconds() {
        lies.put(CSTS, 0);
        var late = assertInstanceOf(NvmeFault.TimedOut.class, refusal());
        assertEquals("enabling the controller", late.step());
        assertEquals(2_000_000_000, (double) late.waitedNanos(), 1_000_000);
    }

    @Test
    void aCommandWhoseMemoryIsNotGivenBackIsTheEnd() {
        lies.put(TCB_STAT, 3);
        assertEquals(new NvmeFault.NotInvalidated(0, 3), refusal());
    }

    /// A silent controller is asked what is wrong: it has failed, is not ready, or is merely late.
    @ParameterizedTest
    @CsvSource({
        "3, the controller has failed: CSTS=0x3",
        "0, the controller has failed: CSTS=0x0",
        "1, 'a command timed out: waited=5000 ms, CSTS=0x1'"
    })
    void aCommandHasFiveSecondsAndThenTheRegistersSayWhatIsWrong(int csts, String why) throws Exception {
        var reasons = new ArrayList<String>();
        try (var rig = rig()) {
            rig.storage.inject(NvmeFaultRule.of(NvmeFaultKind.STUCK));
            rig.disk.onRestart(fault -> {
                lies.clear();
                reasons.add(fault.message());
                assertFalse(rig.disk.submit(new DiskCommand(_ -> {}).flush()), "nothing is taken meanwhile");
            });
            lies.put(CSTS, csts);
            long before = clock.getAsLong();
            assertEquals(DiskStatus.OK, rig.write(1, NvmeRig.block(1, 1)));
            assertTrue(clock.getAsLong() - before >= 5_000_000_000L, "five seconds are its right");
            assertEquals(List.of(why), reasons);
            assertEquals(1, rig.disk.restarts());
            assertNull(rig.disk.failure());
        }
    }

    @Test
    void aPollIsDueFiveSecondsAfterTheOldestCommandInFlight() throws Exception {
        try (var rig = rig()) {
            assertEquals(Disk.NEVER, rig.disk.nextDueNanos());
            var buffer = ByteBuffer.allocate(8192);
            rig.disk.submit(new DiskCommand(_ -> {}).read(0, buffer, 0, 4096));
            assertEquals(5_000_000_000L, rig.disk.nextDueNanos());
            clock.advance(2_000_000);
            rig.disk.poll();
            assertEquals(4_998_000_000L, rig.disk.nextDueNanos());
            rig.disk.submit(new DiskCommand(_ -> {}).read(4096, buffer, 4096, 4096));
            assertEquals(4_998_000_000L, rig.disk.nextDueNanos());
            rig.settle();
            assertEquals(Disk.NEVER, rig.disk.nextDueNanos());
        }
    }

    @Test
    void aLogIsReadWhereThereIsSomebodyToAsk() throws Exception {
        try (var rig = rig()) {
            byte[] smart = rig.disk.log(LogId.SMART, LogId.Smart.BYTES);
            assertEquals(512, smart.length);
            assertEquals(310, (smart[1] & 0xff) | smart[2] << 8, "kelvin");
            lies.put(CSTS, -1);
            rig.storage.inject(NvmeFaultRule.of(NvmeFaultKind.STUCK));
            assertEquals(DiskStatus.LOST, rig.flush());
            var gone = assertThrows(NvmeException.class, () -> rig.disk.log(LogId.SMART, 512));
            assertEquals(rig.disk.fault(), gone.fault());
        }
    }

    @Test
    void aHandlerIsCalledWhereThereIsSomethingToHearOf() throws Exception {
        var calls = new ArrayList<String>();
        try (var rig = rig()) {
            rig.disk.arm(() -> calls.add("idle"));
            assertEquals(List.of(), calls);
            rig.disk.submit(new DiskCommand(_ -> {}).flush());
            rig.disk.arm(() -> calls.add("answered"));
            emulated.machine().runUntilIdle();
            assertEquals(List.of("answered"), calls);
            rig.settle();
            lies.put(CSTS, -1);
            rig.storage.inject(NvmeFaultRule.of(NvmeFaultKind.STUCK));
            assertEquals(DiskStatus.LOST, rig.flush());
            calls.clear();
            rig.disk.arm(() -> calls.add("gone"));
            assertEquals(List.of("gone"), calls);
        }
    }

    /// The real registers but for those that lie.
    private final class OddRegisters implements Registers {
        private final Registers real;

        OddRegisters(Registers real) {
            this.real = real;
        }

        @Override
        public int read32(long offset) {
            Integer lie = lies.get(offset);
            return lie == null ? real.read32(offset) : lie;
        }

        @Override
        public long read64(long offset) {
            return real.read64(offset);
        }

        @Override
        public void write32(long offset, int value) {
            real.write32(offset, value);
        }

        @Override
        public void write64(long offset, long value) {
            real.write64(offset, value);
        }
    }
}
