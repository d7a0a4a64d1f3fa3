package org.rtkit4j.hardware.proxy.server;

import java.util.Map;
import java.util.TreeMap;

/// The target's heap: blocks that are never freed and allocations that are, from one end of one piece of memory.
///
/// What is where is known here and not written into the target's memory, where a host could damage it.
final class TargetHeap {
    static final long BLOCK_ALIGNMENT = 64;
    private static final long LEAST_ALIGNMENT = 16;
    /// More than any script has; each costs the server some hundred bytes.
    private static final int MOST_ALLOCATIONS = 1 << 16;

    private final long end;
    private long top;
    private final TreeMap<Long, Long> free = new TreeMap<>();
    private final Map<Long, Long> used = new TreeMap<>();

    TargetHeap(long base, long sizeBytes) {
        top = base;
        end = base + sizeBytes;
    }

    /// Returns the address of memory that nothing gets again, or 0 if there is not enough. For size 0 it is where
    /// free memory begins.
    long block(long sizeBytes) {
        long start = roundUp(top, BLOCK_ALIGNMENT);
        if (sizeBytes < 0 || start > end || sizeBytes > end - start) {
            return 0;
        }
        top = start + sizeBytes;
        return start;
    }

    /// Returns the address of memory, or 0 if there is not enough or the alignment is no power of two.
    long allocate(long alignment, long sizeBytes) {
        boolean isPossible = alignment > 0
                && (alignment & (alignment - 1)) == 0
                && alignment <= end
                && sizeBytes >= 0
                && sizeBytes <= end
                && used.size() + free.size() < MOST_ALLOCATIONS;
        if (!isPossible) {
            return 0;
        }
        long size = roundUp(Math.max(1, sizeBytes), LEAST_ALIGNMENT);
        long aligned = Math.max(alignment, LEAST_ALIGNMENT);
        long start = fromFree(aligned, size);
        return start != 0 ? start : fromTop(aligned, size);
    }

    /// Gives an allocation back.
    ///
    /// @return false if there is none at that address
    boolean release(long address) {
        Long size = used.remove(address);
        if (size == null) {
            return false;
        }
        long start = address;
        long length = size;
        var before = free.lowerEntry(start);
        if (before != null && before.getKey() + before.getValue() == start) {
            start = before.getKey();
            length += before.getValue();
        }
        Long after = free.remove(address + size);
        free.put(start, length + (after == null ? 0 : after));
        return true;
    }

    private long fromFree(long alignment, long size) {
        for (var entry = free.firstEntry(); entry != null; entry = free.higherEntry(entry.getKey())) {
            long start = roundUp(entry.getKey(), alignment);
            long freeEnd = entry.getKey() + entry.getValue();
            if (start <= freeEnd && size <= freeEnd - start) {
                free.remove(entry.getKey());
                keepFree(entry.getKey(), start);
                keepFree(start + size, freeEnd);
                used.put(start, size);
                return start;
            }
        }
        return 0;
    }

    private long fromTop(long alignment, long size) {
        long start = roundUp(top, alignment);
        if (start < top || start > end || size > end - start) {
            return 0;
        }
        keepFree(top, start);
        top = start + size;
        used.put(start, size);
        return start;
    }

    private void keepFree(long start, long freeEnd) {
        if (freeEnd > start) {
            free.put(start, freeEnd - start);
        }
    }

    private static long roundUp(long value, long alignment) {
        return (value + alignment - 1) & -alignment;
    }
}
