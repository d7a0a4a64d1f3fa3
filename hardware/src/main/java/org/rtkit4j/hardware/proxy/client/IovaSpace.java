package org.rtkit4j.hardware.proxy.client;

import java.util.TreeMap;

/// Addresses behind a DART, in pages: given out lowest first, and given again after they come back.
final class IovaSpace {
    static final long NONE = -1;

    /// What is free: start to end.
    private final TreeMap<Long, Long> free = new TreeMap<>();

    IovaSpace(long start, long end) {
        free.put(start, end);
    }

    /// Returns the start of a free range, or [#NONE].
    synchronized long take(long sizeBytes) {
        for (var range = free.firstEntry(); range != null; range = free.higherEntry(range.getKey())) {
            long start = range.getKey();
            long end = range.getValue();
            if (sizeBytes <= end - start) {
                free.remove(start);
                if (start + sizeBytes < end) {
                    free.put(start + sizeBytes, end);
                }
                return start;
            }
        }
        return NONE;
    }

    synchronized void giveBack(long start, long sizeBytes) {
        long from = start;
        long end = start + sizeBytes;
        Long follower = free.remove(end);
        end = follower == null ? end : follower;
        var before = free.lowerEntry(from);
        if (before != null && before.getValue() == from) {
            from = before.getKey();
        }
        free.put(from, end);
    }
}
