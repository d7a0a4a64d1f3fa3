package org.rtkit4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

class MemoryGateTest {
    private final FakeMemory physical = new FakeMemory();

    @Test
    void aFilterLetsThroughUnderThePhysicalAddress() throws MemoryRefusedException {
        var filter = new AllowList();
        var memory = new GatedMemory(physical, filter);
        try (SharedBuffer buffer = memory.allocate(0x4000)) {
            assertEquals(0x1000_4000L, buffer.iova());
            assertEquals(0x1000_5000L, filter.toPhysical(0x1000_5000L, 0x3000));
            assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> filter.toPhysical(0x1000_5000L, 0x3001)));
        }
        assertEquals(0, filter.openings());
        assertEquals(0, physical.openBuffers());
    }

    @Test
    void aBufferWhoseGateDoesNotShutIsGivenBackAllTheSame() throws MemoryRefusedException {
        var stuck = new IllegalStateException("the gate is stuck");
        SharedBuffer buffer = new GatedMemory(physical, new StuckGate(stuck)).allocate(0x4000);
        assertSame(stuck, assertThrows(IllegalStateException.class, buffer::close));
        assertEquals(0, physical.openBuffers());
        buffer.close();
    }

    @Test
    void aBufferThatDoesNotOpenIsGivenBackAndItsRefusalKept() {
        var gate = new StuckGate(new IllegalStateException("the gate is stuck"));
        var memory = new GatedMemory(new Unreturnable(physical), gate);
        gate.isRefusing = true;
        var refused = assertThrows(MemoryRefusedException.class, () -> memory.allocate(0x4000));
        assertEquals(Reason.EXHAUSTED, refused.reason());
        assertEquals("cannot be given back", refused.getSuppressed()[0].getMessage());
        assertEquals(0, physical.openBuffers());
    }

    @Test
    void aFilterHasSixteenEntriesAndWholePages() throws MemoryRefusedException {
        var filter = new AllowList();
        for (int i = 0; i < 16; i++) {
            filter.open(0x1000L * i, 0x1000);
        }
        assertEquals(Reason.EXHAUSTED, reason(() -> filter.open(0x100_0000, 0x1000)));
        filter.shut(0x3000, 0x1000);
        filter.open(0x100_0000, 0x1000);
        assertEquals(Reason.MISALIGNED, reason(() -> new AllowList().open(0x800, 0x1000)));
        assertEquals(Reason.MISALIGNED, reason(() -> new AllowList().open(0x1000, 0x800)));
        assertThrows(IllegalArgumentException.class, () -> filter.shut(0x3000, 0x1000));
    }

    @Test
    void aTranslationKeepsThePlaceWithinItsGranule() throws MemoryRefusedException {
        var dart = new Translation(new Region("window", 0x8000_0000L, 0x1_0000));
        assertEquals(0x8000_1000L, dart.open(0x9_0000_1000L, 0x1000));
        assertEquals(0x9_0000_1800L, dart.toPhysical(0x8000_1800L, 0x800));
        assertEquals(0x8000_4000L, dart.open(0x9_0001_0000L, 0x8000));
        assertEquals(0x8000_c000L, dart.open(0x9_0002_0000L, 1));
        assertEquals(Reason.EXHAUSTED, reason(() -> dart.open(0x9_0003_0000L, 1)));
        dart.shut(0x8000_4000L, 0x8000);
        assertEquals(0x8000_4000L, dart.open(0x9_0003_0000L, 1));
        assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> dart.toPhysical(0x8000_8000L, 1)));
        assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> dart.toPhysical(0x7fff_ffffL, 2)));
    }

    @Test
    void whatTheGateRefusesIsNotLeaked() {
        var memory = new GatedMemory(physical, new Translation(new Region("window", 0, 0x4000)));
        assertEquals(Reason.EXHAUSTED, reason(() -> memory.allocate(0x4001)));
        assertEquals(0, physical.openBuffers());
    }

    @Test
    void closingTwiceShutsOnce() throws MemoryRefusedException {
        var dart = new Translation(new Region("window", 0x8000_0000L, 0x1_0000));
        var memory = new GatedMemory(physical, dart);
        SharedBuffer first = memory.allocate(0x4000);
        first.close();
        SharedBuffer second = memory.allocate(0x4000);
        assertEquals(first.iova(), second.iova());
        first.close();
        assertEquals(1, dart.openings());
        second.close();
        assertEquals(0, dart.openings());
    }

    @Test
    void readsAndWritesThrough() throws MemoryRefusedException {
        var memory = new GatedMemory(physical, new Translation(new Region("window", 0x8000_0000L, 0x1_0000)));
        SharedBuffer buffer = memory.allocate(0x10);
        buffer.write(4, new byte[] {1, 2, 3}, 1, 2);
        byte[] read = new byte[3];
        buffer.read(3, read, 0, 3);
        assertArrayEquals(new byte[] {0, 2, 3}, read);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsAndWritesThroughByteBuffersToo(boolean isDirect) throws MemoryRefusedException {
        var memory = new GatedMemory(physical, new Translation(new Region("window", 0x8000_0000L, 0x1_0000)));
        SharedBuffer buffer = memory.allocate(0x10);
        ByteBuffer bytes = isDirect ? ByteBuffer.allocateDirect(4) : ByteBuffer.allocate(4);
        bytes.put(0, new byte[] {1, 2, 3, 4});
        buffer.write(8, bytes, 1, 2);
        buffer.read(7, bytes, 0, 4);
        byte[] read = new byte[4];
        bytes.get(0, read);
        assertArrayEquals(new byte[] {0, 2, 3, 0}, read);
        assertArrayEquals(read, Arrays.copyOfRange(physical.bytesAt(0x1000_4000L), 7, 11));
    }

    @Test
    void whatTheFirmwareOwnsIsMappedWhereItIsAndItsOpeningStays() throws MemoryRefusedException {
        var owned = new FakeMemory(0x9_0000_0000L, 0x4000);
        var dart = new Translation(new Region("window", 0x8000_0000L, 0x1_0000));
        long iova = dart.open(0x9_0000_0000L, 0x4000);
        var memory = new GatedMemory(owned, dart);
        try (SharedBuffer buffer = memory.map(iova + 0x1000, 0x1000)) {
            assertEquals(iova + 0x1000, buffer.iova(), "named as the co-processor names it");
            buffer.write(0, new byte[] {7}, 0, 1);
            assertEquals(7, owned.bytesAt(0x9_0000_1000L)[0]);
        }
        assertEquals(1, dart.openings());
        assertEquals(0, owned.openBuffers());
        assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> memory.map(iova + 0x4000, 0x1000)));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void mappingsNeverOverlapAndAlwaysTranslateBack(long seed) throws MemoryRefusedException {
        var random = new SplittableRandom(seed);
        var dart = new Translation(new Region("window", 0x4000, 0x10_0000));
        List<long[]> open = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            if (random.nextBoolean() && !open.isEmpty()) {
                long[] gone = open.remove(random.nextInt(open.size()));
                dart.shut(gone[0], gone[2]);
            } else {
                openOne(dart, random, open);
            }
            assertEquals(open.size(), dart.openings());
        }
        open.sort(Comparator.comparingLong(range -> range[0]));
        for (int i = 0; i < open.size(); i++) {
            long[] range = open.get(i);
            assertEquals(range[1], dart.toPhysical(range[0], range[2]));
            assertTrue(i == 0 || open.get(i - 1)[0] + open.get(i - 1)[2] <= range[0]);
        }
    }

    private static void openOne(Translation dart, SplittableRandom random, List<long[]> open) {
        long physAddr = random.nextLong(1L << 40);
        long size = random.nextLong(1, 0x1_0000);
        try {
            open.add(new long[] {dart.open(physAddr, size), physAddr, size});
        } catch (MemoryRefusedException e) {
            assertEquals(Reason.EXHAUSTED, e.reason());
        }
    }

    private static Reason reason(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(MemoryRefusedException.class, executable).reason();
    }

    /// A gate that opens, unless it refuses, and never shuts.
    private static final class StuckGate implements MemoryGate {
        private final RuntimeException failure;
        private boolean isRefusing;

        StuckGate(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public long open(long physAddr, long sizeBytes) throws MemoryRefusedException {
            if (isRefusing) {
                throw new MemoryRefusedException(Reason.EXHAUSTED, "no entry left", physAddr, sizeBytes);
            }
            return physAddr;
        }

        @Override
        public void shut(long iova, long sizeBytes) {
            throw failure;
        }

        @Override
        public long toPhysical(long iova, long sizeBytes) {
            return iova;
        }

        @Override
        public int openings() {
            return 0;
        }
    }

    /// Memory whose buffers complain when they are given back.
    private record Unreturnable(DeviceMemory memory) implements DeviceMemory {
        @Override
        public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
            return new ForwardingBuffer(memory.allocate(sizeBytes)) {
                @Override
                public void close() {
                    super.close();
                    throw new IllegalStateException("cannot be given back");
                }
            };
        }

        @Override
        public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
            return memory.map(iova, sizeBytes);
        }
    }
}
