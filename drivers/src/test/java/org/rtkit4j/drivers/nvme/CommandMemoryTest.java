package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.nvme.CacheLoss;
import org.rtkit4j.emulator.profile.Profile;

/// What a disk with a megabyte of memory, which is 256 blocks, takes at once, and what it does about memory that it
/// lacks.
class CommandMemoryTest {
    private static final int QUARTER = 256 << 10;
    private static final NvmeOptions SMALL =
            NvmeOptions.DEFAULT.withMaxTransfer(QUARTER).withMemory(1 << 20);

    private final ByteBuffer buffer = ByteBuffer.allocate(QUARTER);

    private static NvmeRig rig(NvmeOptions options) throws Exception {
        return NvmeRig.of(Profile.named("ans"), options, true);
    }

    private DiskCommand read(long block, int blocks) {
        return new DiskCommand(_ -> {}).read(block * Pages.BYTES, buffer, 0, blocks * Pages.BYTES);
    }

    private DiskCommand write(long block, int blocks) {
        return new DiskCommand(_ -> {}).write(block * Pages.BYTES, buffer, 0, blocks * Pages.BYTES, false);
    }

    private static DiskCommand trim(long block, long blocks) {
        return new DiskCommand(_ -> {}).trim(block * Pages.BYTES, blocks * Pages.BYTES);
    }

    @Test
    void commandsAreTakenUntilTheMemoryIsFull() throws Exception {
        try (var rig = rig(SMALL)) {
            for (int i = 0; i < 4; i++) {
                assertTrue(rig.disk.submit(read(i * 64L, 64)), "the last one fits exactly");
            }
            assertFalse(rig.disk.submit(read(1000, 1)));
            assertFalse(rig.disk.submit(trim(2000, 1)), "its range takes a page");
            assertTrue(rig.disk.submit(new DiskCommand(_ -> {}).writeZeroes(3000L * Pages.BYTES, Pages.BYTES, false)));
            assertTrue(rig.disk.submit(new DiskCommand(_ -> {}).flush()));
            rig.settle();
            assertTrue(rig.disk.submit(trim(2000, 1)));
        }
    }

    @Test
    void aTrimTakesOnePageHoweverLongItIs() throws Exception {
        try (var rig = rig(SMALL)) {
            assertTrue(rig.disk.submit(read(0, 64)));
            assertTrue(rig.disk.submit(read(64, 64)));
            assertTrue(rig.disk.submit(read(128, 64)));
            assertTrue(rig.disk.submit(read(192, 63)));
            assertTrue(rig.disk.submit(trim(1000, 4096)));
            assertFalse(rig.disk.submit(trim(8000, 1)));
        }
    }

    @Test
    void whereWhatIsKeptLeavesNoRoomAFlushMakesSome() throws Exception {
        try (var rig = rig(SMALL)) {
            for (int block = 0; block < 100; block++) {
                assertTrue(rig.write(block, NvmeRig.block(block, 1)).isOk());
            }
            assertEquals(100, rig.disk.unflushedBlocks());
            assertTrue(rig.disk.submit(read(1000, 64)));
            assertTrue(rig.disk.submit(read(1064, 64)));
            assertFalse(rig.disk.submit(read(1128, 64)), "28 pages are left");
            assertFalse(rig.disk.submit(read(1128, 64)), "and one flush is enough");
            assertEquals(3, rig.disk.inFlight());
            rig.settle();
            assertEquals(0, rig.disk.unflushedBlocks());
        }
    }

    @Test
    void aCommandThatWaitsForSomethingElseHasNothingFlushed() throws Exception {
        try (var rig = rig(SMALL.withAssist(() -> {}, QUARTER))) {
            assertTrue(rig.write(0, NvmeRig.block(0, 1)).isOk());
            assertTrue(rig.disk.submit(read(0, 64)));
            assertFalse(rig.disk.submit(read(64, 1)), "too much is in flight");
            rig.settle();
            for (int i = 0; i < 61; i++) {
                assertTrue(rig.disk.submit(read(i, 1)));
            }
            assertFalse(rig.disk.submit(read(100, 1)), "no tag is left");
            rig.settle();
            assertTrue(rig.disk.submit(write(3, 2)));
            assertFalse(rig.disk.submit(read(4, 1)), "what it reads is about to change");
            assertEquals(1, rig.disk.inFlight());
            rig.settle();
            assertEquals(3, rig.disk.unflushedBlocks());
        }
    }

    @Test
    void halfOfTheMemoryMayBeKeptAndNoBlockMore() throws Exception {
        try (var rig = rig(SMALL)) {
            assertTrue(rig.run(write(0, 64)).isOk());
            assertTrue(rig.run(write(64, 64)).isOk());
            assertEquals(0, rig.disk.inFlight());
            assertEquals(128, rig.disk.unflushedBlocks());
            assertTrue(rig.run(write(128, 1)).isOk());
            assertEquals(1, rig.disk.inFlight());
            rig.settle();
            assertEquals(0, rig.disk.unflushedBlocks());
        }
    }

    @Test
    void onlyWhatChangesBlocksKeepsOthersFromThem() throws Exception {
        try (var rig = rig(SMALL)) {
            assertTrue(rig.disk.submit(read(4, 4)));
            assertTrue(rig.disk.submit(read(6, 4)), "two reads of the same");
            assertFalse(rig.disk.submit(write(7, 1)));
            assertTrue(rig.disk.submit(write(0, 4)), "ends where the first begins");
            assertTrue(rig.disk.submit(write(10, 4)), "begins where the second ends");
            assertFalse(rig.disk.submit(read(3, 1)));
            assertFalse(rig.disk.submit(trim(13, 5)));
            assertTrue(rig.disk.submit(trim(14, 5)));
        }
    }

    // Each round takes ten pages. If they were not given back, the third dozen would find none.
    @ParameterizedTest
    @ValueSource(ints = {10, 40})
    void whatIsTrimmedIsNotKeptAndItsMemoryIsFree(int trimmed) throws Exception {
        try (var rig = rig(SMALL)) {
            for (int round = 0; round < 40; round++) {
                for (int block = 0; block < 10; block++) {
                    assertTrue(rig.disk.submit(write(block, 1)));
                    rig.settle();
                }
                assertEquals(DiskStatus.OK, rig.run(trim(0, trimmed)));
                assertEquals(0, rig.disk.unflushedBlocks());
            }
        }
    }

    /// Few blocks trimmed of many that are kept, and many of few: those beside the range stay.
    @ParameterizedTest
    @ValueSource(ints = {2, 20})
    void whatLiesBesideATrimmedRangeIsStillKept(int trimmed) throws Exception {
        try (var rig = rig(SMALL)) {
            rig.storage.onLoss(CacheLoss.ALL);
            long end = 11L + trimmed;
            for (long block : new long[] {10, 11, end - 1, end}) {
                assertTrue(rig.write(block, NvmeRig.block(block, 1)).isOk());
            }
            assertTrue(rig.run(trim(11, trimmed)).isOk());
            assertEquals(2, rig.disk.unflushedBlocks());
            assertTrue(rig.flush().isOk());
            assertArrayEquals(NvmeRig.block(10, 1), rig.storage.durable(10));
            assertArrayEquals(new byte[Pages.BYTES], rig.storage.durable(11));
            assertArrayEquals(new byte[Pages.BYTES], rig.storage.durable(end - 1));
            assertArrayEquals(NvmeRig.block(end, 1), rig.storage.durable(end));
        }
    }

    /// The controller's own blocks may be smaller than the disk's.
    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2048, 4096})
    void blocksOfTheControllersSizeAreCounted(int bytes) throws Exception {
        var profile = Profile.named("ans").with("nvme.block.bytes", Integer.toString(bytes));
        int perBlock = Pages.BYTES / bytes;
        try (var rig = NvmeRig.of(profile)) {
            assertEquals(rig.storage.blocks() * bytes, rig.disk.traits().sizeBytes());
            assertEquals(bytes, rig.disk.info().lbaBytes());
            for (int block = 4; block < 9; block++) {
                assertTrue(rig.write(block, NvmeRig.block(block, 1)).isOk());
            }
            assertArrayEquals(NvmeRig.block(6, 1), rig.read(6, 1));
            assertEquals(DiskStatus.OK, rig.run(trim(5, 1)));
            assertEquals(
                    DiskStatus.OK, rig.run(new DiskCommand(_ -> {}).writeZeroes(7L * Pages.BYTES, Pages.BYTES, false)));
            for (int block = 4; block < 9; block++) {
                byte[] expected = block % 2 == 0 ? NvmeRig.block(block, 1) : new byte[Pages.BYTES];
                for (int part = 0; part < perBlock; part++) {
                    assertArrayEquals(
                            Arrays.copyOfRange(expected, part * bytes, (part + 1) * bytes),
                            rig.storage.content((long) block * perBlock + part),
                            "block=%d, part=%d".formatted(block, part));
                }
            }
            rig.requireNoHostBugs();
        }
    }
}
