package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// The end of a disk on a platform whose every release fails: all the same each is tried, and the first failure
/// told.
class NvmeReleaseTest {
    private int openBuffers;

    @Test
    void eachPartIsGivenBackWhateverBecomesOfTheOthers() throws Exception {
        var clock = new ManualClock();
        var emulated = EmulatedMachine.with(Profile.named("ans")).clock(clock).build();
        Coprocessor iop = emulated.coprocessor();
        NvmePlatform sound = NvmeRig.nvme(iop);
        var brittle = new NvmePlatform(
                sound.variant(),
                sound.registers(),
                sound.nvmmu(),
                new BrittleLine(sound.interrupt()),
                new BrittleMemory(sound.memory()));
        var rig = new NvmeRig(emulated, clock, NvmeRig.OPTIONS, true, brittle);
        assertEquals(2, openBuffers, "queues and pages");
        var broken = assertThrows(IllegalStateException.class, rig.disk::close);
        assertEquals("the line broke", broken.getMessage());
        assertEquals(List.of("the controller does not shut down: a buffer broke"), messages(broken));
        assertEquals(List.of("a buffer broke"), messages(broken.getSuppressed()[0].getCause()));
        assertEquals(0, openBuffers);
        rig.iop.close();
    }

    /// Whatever lets time pass may throw, as where the cable to the machine is pulled out.
    @Test
    void aCloseThatCannotWaitEndsWhatIsInFlight() throws Exception {
        var cable = new AtomicBoolean(true);
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            rig.disk.close();
            NvmeOptions options = NvmeRig.OPTIONS.with(rig.clock, () -> {
                if (!cable.get()) {
                    throw new IllegalStateException("the cable is out");
                }
                rig.idle();
            });
            var disk = NvmeDisk.open(rig.iop, rig.watch, NvmeRig.nvme(rig.coprocessor), options);
            var write = new DiskCommand(_ -> {}).write(0, ByteBuffer.allocate(4096), 0, 4096, false);
            assertTrue(disk.submit(write));
            cable.set(false);
            var broken = assertThrows(IllegalStateException.class, disk::close);
            assertEquals("the cable is out", broken.getMessage());
            assertEquals(List.of("the controller does not shut down: the cable is out"), messages(broken));
            assertEquals(DiskStatus.LOST, write.status());
            assertEquals(0, disk.inFlight());
            assertThrows(IllegalStateException.class, () -> disk.submit(write.flush()));
            disk.close();
        }
    }

    private static List<String> messages(Throwable thrown) {
        return Arrays.stream(thrown.getSuppressed()).map(Throwable::getMessage).toList();
    }

    private record BrittleLine(InterruptLine line) implements InterruptLine {
        @Override
        public boolean isAsserted() {
            return line.isAsserted();
        }

        @Override
        public void arm(Runnable handler) {
            line.arm(handler);
        }

        @Override
        public void disarm() {
            throw new IllegalStateException("the line broke");
        }
    }

    private final class BrittleMemory implements DeviceMemory {
        private final DeviceMemory memory;

        BrittleMemory(DeviceMemory memory) {
            this.memory = memory;
        }

        @Override
        public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
            return new BrittleBuffer(memory.allocate(sizeBytes));
        }

        @Override
        public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
            return new BrittleBuffer(memory.map(iova, sizeBytes));
        }
    }

    private final class BrittleBuffer extends ForwardingBuffer {
        BrittleBuffer(SharedBuffer buffer) {
            super(buffer);
            openBuffers++;
        }

        @Override
        public void close() {
            super.close();
            openBuffers--;
            throw new IllegalStateException("a buffer broke");
        }
    }
}
