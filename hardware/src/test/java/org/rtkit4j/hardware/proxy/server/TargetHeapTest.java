package org.rtkit4j.hardware.proxy.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TargetHeapTest {
    private static final long BASE = 0x8_1000_0000L;
    private static final long SIZE = 0x10_0000;

    private final TargetHeap heap = new TargetHeap(BASE, SIZE);

    @Test
    void theTopIsWhereFreeMemoryBegins() {
        assertEquals(BASE, heap.block(0));
        assertEquals(BASE, heap.block(1));
        assertEquals(BASE + 64, heap.block(0));
        assertEquals(BASE + 64, heap.allocate(1, 10));
        assertEquals(BASE + 128, heap.block(100));
        assertEquals(BASE + 256, heap.block(0));
    }

    @Test
    void refusesWhatCannotBe() {
        assertEquals(0, heap.block(SIZE + 1));
        assertEquals(0, heap.block(-1));
        assertEquals(0, heap.allocate(1, Long.MAX_VALUE));
        assertEquals(0, heap.allocate(1, -1));
        assertEquals(0, heap.allocate(0, 1));
        assertEquals(0, heap.allocate(3, 1));
        assertEquals(0, heap.allocate(Long.MIN_VALUE, 1));
        assertEquals(0, heap.allocate(1L << 62, 1));
        assertFalse(heap.release(BASE));
        assertEquals(BASE, heap.block(SIZE));
        assertEquals(0, heap.allocate(1, 1));
    }

    @Test
    void whatIsReleasedIsGivenAgainAsAWhole() {
        long first = heap.allocate(1, 100);
        long second = heap.allocate(1, 100);
        long third = heap.allocate(1, 100);
        assertTrue(heap.release(first));
        assertTrue(heap.release(third));
        assertTrue(heap.release(second));
        assertFalse(heap.release(second));
        assertEquals(first, heap.allocate(1, 300));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void allocationsNeverOverlap(long seed) {
        var random = new SplittableRandom(seed);
        var used = new TreeMap<Long, Long>();
        for (int i = 0; i < 5000; i++) {
            if (random.nextInt(5) < 2 && !used.isEmpty()) {
                Long near = used.floorKey(BASE + random.nextLong(SIZE));
                long address = near == null ? used.firstKey() : near;
                assertTrue(heap.release(address));
                used.remove(address);
                continue;
            }
            long alignment = 1L << random.nextInt(15);
            long size = random.nextLong(20_000);
            long address = heap.allocate(alignment, size);
            if (address != 0) {
                assertEquals(0, address % alignment);
                assertTrue(address >= BASE && address + size <= BASE + SIZE);
                var before = used.floorEntry(address);
                assertTrue(before == null || before.getKey() + before.getValue() <= address);
                var after = used.ceilingEntry(address);
                assertTrue(after == null || address + size <= after.getKey());
                used.put(address, Math.max(1, size));
            }
        }
    }
}
