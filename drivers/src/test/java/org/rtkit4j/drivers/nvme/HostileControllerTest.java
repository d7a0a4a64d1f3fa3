package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.SharedBuffer;

/// A controller that lies, and one that is not there: every command ends, the error says what was wrong, and
/// memory that is none of the controller's stays as it is.
class HostileControllerTest {
    private static final int COMMANDS = 400;
    private static final int TURNS = 2_000_000;
    private static final byte GUARD = 0x5a;

    private final ManualClock clock = new ManualClock();
    private final Machine machine;
    private final EmulatedMachine emulated;
    private final NvmeWatch watch = new NvmeWatch();
    private final PolledIop iop;
    private NvmeDisk disk;

    HostileControllerTest() {
        emulated = EmulatedMachine.with(Profile.named("ans")).clock(clock).build();
        machine = emulated.machine();
        iop = new PolledIop(
                IopProfile.named("ans"), NvmeRig.platform(emulated.coprocessor(), true), watch, clock, this::idle);
    }

    private void idle() {
        if (!machine.step()) {
            clock.advance(100_000);
        }
        if (disk != null) {
            iop.poll();
        }
    }

    private void open(Liar liar) throws Exception {
        iop.boot();
        NvmePlatform real = NvmeRig.nvme(emulated.coprocessor());
        var platform = new NvmePlatform(real.variant(), liar, liar, real.interrupt(), liar.memory());
        disk = NvmeDisk.open(iop, watch, platform, NvmeRig.OPTIONS.with(clock, this::idle));
        liar.isLying = true;
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void everyCommandEndsWhateverIsAnswered(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        open(new Liar(random, false));
        SharedBuffer bystander = emulated.coprocessor().memory().allocate(0x8000);
        byte[] canary = new byte[0x8000];
        random.nextBytes(canary);
        bystander.write(0, canary, 0, canary.length);
        byte[] memory = new byte[3 * 8192];
        Arrays.fill(memory, GUARD);
        var buffer = ByteBuffer.wrap(memory);
        var commands = new ArrayList<DiskCommand>();
        // Some lies hurt nobody: it goes on until one has been noticed.
        for (int i = 0; i < COMMANDS || disk.restarts() == 0; i++) {
            assertTrue(i < 100 * COMMANDS, "no lie was noticed");
            long at = random.nextInt(1000) * 4096L;
            var command = new DiskCommand(_ -> {});
            commands.add(
                    random.nextBoolean()
                            ? command.read(at, buffer, 8192, 8192)
                            : command.write(at, buffer, 8192, 4096, random.nextBoolean()));
            submit(command);
        }
        int turns = 0;
        while (disk.inFlight() > 0) {
            turn();
            assertTrue(++turns < TURNS, "it hangs");
        }
        for (DiskCommand command : commands) {
            assertNotEquals(DiskStatus.PENDING, command.status());
        }
        byte[] guard = new byte[8192];
        Arrays.fill(guard, GUARD);
        assertArrayEquals(guard, Arrays.copyOf(memory, 8192));
        assertArrayEquals(guard, Arrays.copyOfRange(memory, 2 * 8192, 3 * 8192));
        assertArrayEquals(canary, bystander.copy());
    }

    private void submit(DiskCommand command) {
        int turns = 0;
        while (!disk.submit(command)) {
            turn();
            assertTrue(++turns < TURNS, "it takes no command any more");
        }
    }

    private void turn() {
        if (disk.poll() == 0) {
            idle();
        }
    }

    @Test
    void aControllerThatIsNotThereIsATypedError() throws Exception {
        iop.boot();
        NvmePlatform real = NvmeRig.nvme(emulated.coprocessor());
        var nobody = new Liar(new SplittableRandom(1), true);
        nobody.isLying = true;
        var platform = new NvmePlatform(real.variant(), nobody, nobody, real.interrupt(), real.memory());
        NvmeException gone = assertThrows(
                NvmeException.class,
                () -> NvmeDisk.open(iop, watch, platform, NvmeRig.OPTIONS.with(clock, this::idle)));
        assertInstanceOf(NvmeFault.Gone.class, gone.fault());
    }

    @Test
    void aControllerThatVanishesEndsItsCommands() throws Exception {
        var vanishing = new Liar(new SplittableRandom(1), true);
        open(vanishing);
        var write = new DiskCommand(_ -> {}).write(0, ByteBuffer.allocate(4096), 0, 4096, false);
        submit(write);
        int turns = 0;
        while (write.status() == DiskStatus.PENDING) {
            turn();
            assertTrue(++turns < TURNS, "it hangs");
        }
        assertEquals(DiskStatus.LOST, write.status());
        assertTrue(disk.failure().contains("all ones"), disk.failure());
        assertInstanceOf(NvmeFault.GivenUp.class, disk.fault());
        disk.close();
    }

    /// The real registers with lies in between: completions of any tag, phase and status in either queue,
    /// doorbells that nobody hears, a TCB that is not given back; or nothing but ones.
    private final class Liar implements Registers {
        private final Registers real = emulated.coprocessor().window("nvme");
        private final SplittableRandom random;
        private final boolean onlyOnes;
        private SharedBuffer queues;
        boolean isLying;

        Liar(SplittableRandom random, boolean onlyOnes) {
            this.random = random;
            this.onlyOnes = onlyOnes;
        }

        /// The real memory, of which the first piece holds the queues.
        DeviceMemory memory() {
            var memory = emulated.coprocessor().memory();
            return new DeviceMemory() {
                @Override
                public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
                    SharedBuffer buffer = memory.allocate(sizeBytes);
                    queues = queues == null ? buffer : queues;
                    return buffer;
                }

                @Override
                public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
                    return memory.map(iova, sizeBytes);
                }
            };
        }

        @Override
        public int read32(long offset) {
            if (isLying && onlyOnes) {
                return -1;
            }
            int value = real.read32(offset);
            return isLying && random.nextInt(300) == 0 ? random.nextInt() : value;
        }

        @Override
        public long read64(long offset) {
            return isLying && onlyOnes ? -1 : real.read64(offset);
        }

        @Override
        public void write32(long offset, int value) {
            if (isLying && onlyOnes) {
                return;
            }
            if (isLying && random.nextInt(40) == 0) {
                lie();
            }
            if (!isLying || random.nextInt(200) != 0) {
                real.write32(offset, value);
            }
        }

        @Override
        public void write64(long offset, long value) {
            real.write64(offset, value);
        }

        private void lie() {
            byte[] answer = new byte[16];
            random.nextBytes(answer);
            // Half of the tags are ones that exist.
            if (random.nextBoolean()) {
                answer[12] = (byte) random.nextInt(64);
                answer[13] = 0;
            }
            int queue = random.nextInt(8) == 0 ? 0x1000 : 0x4000;
            queues.write(queue + 16L * random.nextInt(64), answer, 0, answer.length);
        }
    }
}
