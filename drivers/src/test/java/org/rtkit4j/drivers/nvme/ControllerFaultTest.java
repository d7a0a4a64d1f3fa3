package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.nvme.ControllerFault;
import org.rtkit4j.emulator.profile.Profile;

/// A controller that fails as a whole: what the driver does about it, how long that takes, and what is lost.
class ControllerFaultTest {
    private static final Profile ANS =
            Profile.named("ans").with("nvme.blocks", "1024").with("nvme.loss", "all");
    private static final long SECOND = 1_000_000_000L;

    private final List<String> reasons = new ArrayList<>();

    private NvmeRig rig() throws Exception {
        NvmeRig rig = NvmeRig.of(ANS);
        rig.disk.onRestart(fault -> reasons.add(fault.message()));
        return rig;
    }

    @ParameterizedTest
    @EnumSource(
            value = ControllerFault.class,
            names = {"FATAL_STATUS", "ALL_ONES"})
    void whatWasAnsweredIsThereAfterwardsAndTheRestIsCarriedOut(ControllerFault fault) throws Exception {
        try (NvmeRig rig = rig()) {
            assertTrue(rig.write(3, NvmeRig.block(3, 1)).isOk());
            rig.storage.fail(fault);
            long before = rig.clock.getAsLong();
            assertTrue(rig.write(4, NvmeRig.block(4, 1)).isOk());
            long waited = rig.clock.getAsLong() - before;
            assertTrue(waited >= 5 * SECOND && waited < 20 * SECOND, "waited " + waited);
            assertEquals(1, reasons.size(), reasons::toString);
            assertArrayEquals(NvmeRig.block(3, 1), rig.read(3, 1));
            assertArrayEquals(NvmeRig.block(4, 1), rig.read(4, 1));
            assertTrue(rig.flush().isOk());
            assertArrayEquals(NvmeRig.block(3, 1), rig.storage.durable(3));
            assertNull(rig.disk.failure());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FATAL_STATUS, the controller has failed: CSTS=0x3",
        "ALL_ONES, 'nothing answers, registers read all ones: register=CSTS'"
    })
    void theReasonIsWhatTheRegistersSay(ControllerFault fault, String reason) throws Exception {
        try (NvmeRig rig = rig()) {
            rig.storage.fail(fault);
            assertTrue(rig.flush().isOk());
            assertEquals(List.of(reason), reasons);
        }
    }

    // A restart needs RDY to go and to come: where it does not, the co-processor is reset, and that heals it.
    @ParameterizedTest
    @EnumSource(
            value = ControllerFault.class,
            names = {"READY_STAYS", "NEVER_READY"})
    void aRestartThatHangsEndsInAReset(ControllerFault fault) throws Exception {
        try (NvmeRig rig = rig()) {
            assertTrue(rig.write(3, NvmeRig.block(3, 1)).isOk());
            rig.storage.fail(fault);
            rig.storage.fail(ControllerFault.FATAL_STATUS);
            long before = rig.clock.getAsLong();
            assertArrayEquals(NvmeRig.block(3, 1), rig.read(3, 1));
            long waited = rig.clock.getAsLong() - before;
            assertTrue(waited >= 7 * SECOND && waited < 30 * SECOND, "waited " + waited);
            assertEquals(1, rig.disk.restarts());
        }
    }

    // 2 s each: the boot of the driver, not of the firmware.
    @ParameterizedTest
    @CsvSource({"never-ready, enabling the controller", "all-ones, ''"})
    void aControllerThatNeverCameIsRefusedInTime(String fault, String step) {
        var refusal = assertThrows(
                NvmeException.class,
                () -> NvmeRig.of(ANS.with("nvme.controller-faults", fault)).close());
        if (step.isEmpty()) {
            assertInstanceOf(NvmeFault.Gone.class, refusal.fault());
        } else {
            assertEquals(
                    step,
                    assertInstanceOf(NvmeFault.TimedOut.class, refusal.fault()).step());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ControllerFault.class,
            names = {"ALL_ONES", "NEVER_READY", "READY_STAYS"})
    void whereNothingCanResetItTheDiskIsLostAndSaysSo(ControllerFault fault) throws Exception {
        try (NvmeRig rig = NvmeRig.of(ANS, NvmeRig.OPTIONS, false)) {
            rig.storage.fail(fault);
            rig.storage.fail(ControllerFault.FATAL_STATUS);
            assertEquals(DiskStatus.LOST, rig.flush());
            assertTrue(rig.disk.failure() != null);
        }
    }

    @Test
    void aShutdownThatHangsIsGivenUpAndNothingIsLost() throws Exception {
        NvmeRig rig = rig();
        assertTrue(rig.write(3, NvmeRig.block(3, 1)).isOk());
        rig.storage.fail(ControllerFault.SHUTDOWN_HANGS);
        long before = rig.clock.getAsLong();
        var hung = assertThrows(IOException.class, rig.disk::close);
        assertTrue(hung.getMessage().contains("the controller's shutdown timed out: waited=2000 ms"), hung::getMessage);
        assertTrue(rig.clock.getAsLong() - before < 4 * SECOND);
        assertArrayEquals(NvmeRig.block(3, 1), rig.storage.durable(3));
        rig.iop.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ControllerFault.class,
            names = {"INTERRUPT_LOST", "INTERRUPT_STUCK"})
    void anInterruptThatIsLostOrStuckLosesNothing(ControllerFault fault) throws Exception {
        try (NvmeRig rig = rig()) {
            rig.storage.fail(fault);
            for (int block = 0; block < 100; block++) {
                assertTrue(rig.write(block, NvmeRig.block(block, 1)).isOk());
            }
            assertEquals(DiskStatus.OK, rig.flush());
            assertArrayEquals(NvmeRig.block(99, 1), rig.read(99, 1));
            assertEquals(List.of(), reasons);
        }
    }

    // Whoever waits for the interrupt waits no longer than the oldest command may take.
    @Test
    void aWaitForALostInterruptEnds() throws Exception {
        try (NvmeRig rig = rig()) {
            rig.storage.fail(ControllerFault.INTERRUPT_LOST);
            var calls = new ArrayList<String>();
            var flush = new DiskCommand(_ -> {}).flush();
            rig.submit(flush);
            rig.emulated.machine().runUntilIdle();
            rig.disk.arm(() -> calls.add("interrupt"));
            assertTrue(rig.disk.nextDueNanos() <= 5 * SECOND);
            rig.clock.advance(rig.disk.nextDueNanos());
            assertEquals(1, rig.disk.poll());
            assertEquals(DiskStatus.OK, flush.status());
            assertEquals(List.of(), reasons);
        }
    }
}
