package org.rtkit4j.emulator.machine;

import java.util.Map;
import java.util.TreeMap;

/// Hands out ranges of addresses, first fit, in units of 16 KiB.
final class RangeAllocator {
    /// What [#allocate] returns where nothing is left.
    static final long NONE = -1;

    private final TreeMap<Long, Long> free = new TreeMap<>();

    RangeAllocator(long base, long sizeBytes) {
        free.put(base, sizeBytes);
    }

    static long roundUp(long sizeBytes) {
        return Math.addExact(sizeBytes, Ram.PAGE_BYTES - 1) & -Ram.PAGE_BYTES;
    }

    /// @param sizeBytes a multiple of 16 KiB
    synchronized long allocate(long sizeBytes) {
        for (Map.Entry<Long, Long> hole : free.entrySet()) {
            if (hole.getValue() >= sizeBytes) {
                return take(hole.getKey(), hole.getValue(), sizeBytes);
            }
        }
        return NONE;
    }

    private long take(long base, long holeBytes, long sizeBytes) {
        free.remove(base);
        if (holeBytes > sizeBytes) {
            free.put(base + sizeBytes, holeBytes - sizeBytes);
        }
        return base;
    }

    synchronized void free(long base, long sizeBytes) {
        long start = base;
        long size = sizeBytes;
        Map.Entry<Long, Long> below = free.lowerEntry(base);
        if (below != null && below.getKey() + below.getValue() == base) {
            start = below.getKey();
            size += below.getValue();
        }
        Long above = free.remove(base + sizeBytes);
        if (above != null) {
            size += above;
        }
        free.put(start, size);
    }
}
