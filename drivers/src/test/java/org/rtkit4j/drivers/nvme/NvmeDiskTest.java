package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.drivers.disk.DiskChannel;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.nvme.CacheLoss;
import org.rtkit4j.emulator.nvme.NvmeFaultKind;
import org.rtkit4j.emulator.nvme.NvmeFaultRule;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.wire.nvme.IoOpcode;

class NvmeDiskTest {
    private static final CrashCause CAUSE = new CrashCause.FailedAssert("ftl.c", 1, "made by a test");

    @ParameterizedTest
    @ValueSource(strings = {"ans", "ans-t8015", "ans-t8132"})
    void everyVariantComesUpWorksAndGoesDown(String profile) throws Exception {
        try (var rig = NvmeRig.of(Profile.named(profile))) {
            assertEquals(rig.storage.blocks() * 4096, rig.disk.traits().sizeBytes());
            assertEquals(
                    profile.equals("ans-t8015") ? 15 : 61, rig.disk.traits().depth());
            byte[] data = new byte[64 << 10];
            new SplittableRandom(1).nextBytes(data);
            assertEquals(DiskStatus.OK, rig.write(5, data));
            assertArrayEquals(data, rig.read(5, 16));
            assertArrayEquals(Arrays.copyOf(data, 8192), rig.read(5, 2));
            assertArrayEquals(Arrays.copyOf(data, 4096), rig.storage.content(5));
            assertEquals(16, rig.disk.unflushedBlocks());
            assertEquals(DiskStatus.OK, rig.flush());
            assertEquals(0, rig.disk.unflushedBlocks());
            assertArrayEquals(Arrays.copyOf(data, 4096), rig.storage.durable(5));
            assertEquals(DiskStatus.OK, rig.run(new DiskCommand(_ -> {}).writeZeroes(5 * 4096, 4096, false)));
            assertArrayEquals(new byte[4096], rig.storage.durable(5));
            assertEquals(DiskStatus.OK, rig.run(new DiskCommand(_ -> {}).trim(6 * 4096, 4096)));
            var durable = new DiskCommand(_ -> {}).write(9 * 4096, ByteBuffer.wrap(data), 0, 4096, true);
            assertEquals(DiskStatus.OK, rig.run(durable));
            assertArrayEquals(Arrays.copyOf(data, 4096), rig.storage.durable(9));
            rig.disk.close();
            rig.requireNoHostBugs();
        }
    }

    @Test
    void keepsAsManyInFlightAsThereAreTags() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            var commands = new ArrayList<DiskCommand>();
            var buffer = ByteBuffer.allocate(4096);
            for (int i = 0; i < 61; i++) {
                commands.add(new DiskCommand(_ -> {}).read(i * 4096L, buffer, 0, 4096));
                assertTrue(rig.disk.submit(commands.getLast()));
            }
            assertEquals(false, rig.disk.submit(new DiskCommand(_ -> {}).flush()));
            assertEquals(61, rig.disk.inFlight());
            rig.settle();
            assertTrue(commands.stream().allMatch(command -> command.status().isOk()));
            rig.requireNoHostBugs();
        }
    }

    @Test
    void dataInFlightIsBoundedWhereAnEmulatedControllerMovesIt() throws Exception {
        NvmeOptions options = NvmeRig.OPTIONS.withAssist(() -> {}, 20 << 10);
        try (var rig = NvmeRig.of(Profile.named("ans"), options, true)) {
            var data = ByteBuffer.allocate(64 << 10);
            var longest = new DiskCommand(_ -> {}).write(0, data, 0, 64 << 10, false);
            assertTrue(rig.disk.submit(longest), "alone, whatever its length");
            var small = new DiskCommand(_ -> {});
            assertEquals(false, rig.disk.submit(small.write(1 << 20, data, 0, 4096, false)));
            assertTrue(rig.disk.submit(new DiskCommand(_ -> {}).flush()), "moves no data");
            rig.settle();
            for (int i = 0; i < 5; i++) {
                assertTrue(rig.disk.submit(new DiskCommand(_ -> {}).read(i * 4096L, data, 0, 4096)));
            }
            assertEquals(false, rig.disk.submit(small.read(5 * 4096L, data, 0, 4096)));
            rig.coprocessor.crash(CAUSE);
            rig.settle();
            assertEquals(1, rig.disk.restarts());
            assertEquals(DiskStatus.OK, rig.run(small.read(0, data, 0, 20 << 10)));
        }
    }

    @Test
    void commandsThatOverlapWaitForEachOther() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            var first = new DiskCommand(_ -> {}).write(0, ByteBuffer.allocate(8192), 0, 8192, false);
            assertTrue(rig.disk.submit(first));
            var over = ByteBuffer.wrap(NvmeRig.block(1, 7));
            assertEquals(false, rig.disk.submit(new DiskCommand(_ -> {}).write(4096, over, 0, 4096, false)));
            assertEquals(false, rig.disk.submit(new DiskCommand(_ -> {}).read(4096, over, 0, 4096)));
            assertTrue(rig.disk.submit(new DiskCommand(_ -> {}).read(8192, ByteBuffer.allocate(4096), 0, 4096)));
            rig.settle();
            assertEquals(DiskStatus.OK, rig.write(1, NvmeRig.block(1, 7)));
            assertArrayEquals(NvmeRig.block(1, 7), rig.read(1, 1));
        }
    }

    @Test
    void refusesWhatTheDiskDoesNotHave() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            long size = rig.disk.traits().sizeBytes();
            var buffer = ByteBuffer.allocate(1 << 20);
            List<DiskCommand> wrong = List.of(
                    new DiskCommand(_ -> {}).read(size, buffer, 0, 4096),
                    new DiskCommand(_ -> {}).read(-4096, buffer, 0, 4096),
                    new DiskCommand(_ -> {}).read(1, buffer, 0, 4096),
                    new DiskCommand(_ -> {}).read(0, buffer, 0, 4095),
                    new DiskCommand(_ -> {}).read(0, buffer, 0, 1 << 20),
                    new DiskCommand(_ -> {}).trim(size - 4096, 8192));
            for (DiskCommand command : wrong) {
                assertThrows(IllegalArgumentException.class, () -> rig.disk.submit(command), command::toString);
            }
            var outside = new DiskCommand(_ -> {}).read(0, buffer, 1 << 20, 4096);
            assertThrows(IndexOutOfBoundsException.class, () -> rig.disk.submit(outside));
        }
    }

    @Test
    void anAnsweredWriteSurvivesACrashAndAFlushAfterItIsTrue() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            rig.storage.onLoss(CacheLoss.ALL);
            for (int block = 0; block < 300; block++) {
                assertEquals(DiskStatus.OK, rig.write(block, NvmeRig.block(block, 1)));
            }
            rig.coprocessor.crash(CAUSE);
            assertArrayEquals(NvmeRig.block(7, 1), rig.read(7, 1));
            assertEquals(1, rig.disk.restarts());
            assertEquals(300, rig.disk.unflushedBlocks());
            assertEquals(DiskStatus.OK, rig.flush());
            for (int block = 0; block < 300; block++) {
                assertArrayEquals(NvmeRig.block(block, 1), rig.storage.durable(block));
            }
            rig.requireNoHostBugs();
        }
    }

    @Test
    void aCrashDuringTheRestartIsOneMoreRestart() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            rig.storage.onLoss(CacheLoss.ALL);
            for (int block = 0; block < 100; block += 2) {
                rig.write(block, NvmeRig.block(block, 1));
            }
            // The commands that are written again crash it twice.
            rig.storage.schedule(5, NvmeFaultKind.CRASH_DURING, 0);
            rig.storage.schedule(20, NvmeFaultKind.CRASH_BEFORE, 0);
            rig.coprocessor.crash(CAUSE);
            assertEquals(DiskStatus.OK, rig.flush());
            for (int block = 0; block < 100; block += 2) {
                assertArrayEquals(NvmeRig.block(block, 1), rig.storage.durable(block));
            }
        }
    }

    @Test
    void aCommandThatTheFirmwareNeverSurvivesEndsWithAnErrorAndTheOthersGoOn() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            rig.storage.add(NvmeFaultRule.of(NvmeFaultKind.CRASH_BEFORE)
                    .on(IoOpcode.WRITE)
                    .blocks(50, 50));
            assertEquals(DiskStatus.INTERNAL_ERROR, rig.write(50, NvmeRig.block(50, 1)));
            assertEquals(DiskStatus.OK, rig.write(51, NvmeRig.block(51, 1)));
            assertNull(rig.disk.failure());
        }
    }

    @Test
    void withoutAResetACrashIsTheEndAndSaysSo() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"), NvmeRig.OPTIONS, false)) {
            assertEquals(DiskStatus.OK, rig.write(1, NvmeRig.block(1, 1)));
            rig.coprocessor.crash(CAUSE);
            assertEquals(DiskStatus.LOST, rig.flush());
            assertEquals(DiskStatus.LOST, rig.write(2, NvmeRig.block(2, 1)));
            assertTrue(rig.disk.failure().contains("cannot reset"), rig.disk.failure());
            assertInstanceOf(NvmeFault.CoprocessorDown.class, rig.disk.fault());
            assertThrows(IOException.class, rig.disk::close);
        }
    }

    @Test
    void whatCannotBeWrittenAgainIsNotHidden() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            rig.storage.onLoss(CacheLoss.ALL);
            assertEquals(DiskStatus.OK, rig.write(1, NvmeRig.block(1, 1)));
            rig.storage.add(NvmeFaultRule.of(NvmeFaultKind.WRITE_FAULT).blocks(1, 1));
            rig.coprocessor.crash(CAUSE);
            assertEquals(DiskStatus.LOST, rig.flush());
            assertNotNull(rig.disk.failure());
            assertThrows(IOException.class, rig.disk::close);
        }
    }

    @Test
    void aLostInterruptCostsTimeAndNothingElse() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            rig.storage.inject(NvmeFaultRule.of(NvmeFaultKind.LOST_INTERRUPT));
            assertEquals(DiskStatus.OK, rig.write(1, NvmeRig.block(1, 1)));
            assertEquals(0, rig.disk.restarts());
        }
    }

    @Test
    void aCommandThatIsNeverAnsweredIsGivenToTheControllerAgain() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            rig.write(1, NvmeRig.block(1, 1));
            rig.storage.inject(NvmeFaultRule.of(NvmeFaultKind.STUCK));
            assertEquals(DiskStatus.OK, rig.write(2, NvmeRig.block(2, 1)));
            assertEquals(1, rig.disk.restarts());
            assertArrayEquals(NvmeRig.block(1, 1), rig.read(1, 1));
        }
    }

    @Test
    void mediaErrorsAreTheCommandsAlone() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            rig.storage.add(
                    NvmeFaultRule.of(NvmeFaultKind.READ_ERROR).on(IoOpcode.READ).blocks(3, 3));
            var read = new DiskCommand(_ -> {}).read(3 * 4096, ByteBuffer.allocate(4096), 0, 4096);
            assertEquals(DiskStatus.MEDIA_ERROR, rig.run(read));
            assertEquals(0x281, read.detail());
            rig.storage.inject(NvmeFaultRule.of(NvmeFaultKind.INTERNAL_ERROR));
            assertEquals(DiskStatus.OK, rig.write(4, NvmeRig.block(4, 1)));
            assertEquals(0, rig.disk.restarts());
        }
    }

    @Test
    void flushesByItselfBeforeItsMemoryIsFull() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            for (int block = 0; block < 3000; block++) {
                assertEquals(DiskStatus.OK, rig.write(block, NvmeRig.block(block, 1)));
            }
            rig.settle();
            assertTrue(rig.disk.unflushedBlocks() <= 512 + 61, "unflushed=" + rig.disk.unflushedBlocks());
        }
    }

    @Test
    void theChannelHasAnyPositionAndLength() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            // The channel waits on the interrupt line, in real time: the machine works meanwhile.
            try (var runner = MachineRunner.start(rig.emulated.machine());
                    var channel = new DiskChannel(rig.disk)) {
                var random = new SplittableRandom(3);
                byte[] copy = new byte[300_000];
                for (int i = 0; i < 30; i++) {
                    int at = random.nextInt(copy.length);
                    byte[] data = new byte[random.nextInt(copy.length - at)];
                    random.nextBytes(data);
                    System.arraycopy(data, 0, copy, at, data.length);
                    assertEquals(data.length, channel.position(at).write(ByteBuffer.wrap(data)));
                }
                var read = ByteBuffer.allocate(copy.length);
                assertEquals(copy.length, channel.position(0).read(read));
                assertArrayEquals(copy, read.array());
                assertEquals(-1, channel.position(channel.size()).read(read.clear()));
                channel.position(channel.size() - 1);
                assertThrows(IOException.class, () -> channel.write(ByteBuffer.allocate(2)));
                assertNotNull(runner);
            }
        }
    }

    @Test
    void aCommandAllocatesNothing() throws Exception {
        try (var rig = NvmeRig.of(Profile.named("ans"))) {
            var buffer = ByteBuffer.allocateDirect(64 << 10);
            var commands = new DiskCommand[32];
            Arrays.setAll(commands, _ -> new DiskCommand(_ -> {}));
            Runnable round = () -> {
                for (int i = 0; i < commands.length; i++) {
                    long at = i * 65536L;
                    DiskCommand command = commands[i];
                    rig.submit(
                            i % 4 == 0
                                    ? command.write(at, buffer, 0, 65536, false)
                                    : i == 31 ? command.flush() : command.read(at, buffer, 0, 4096));
                }
                rig.settle();
            };
            for (int i = 0; i < 200; i++) {
                round.run();
            }
            assertEquals(0, AllocationProbe.leastBytes(round));
        }
    }
}
