package org.rtkit4j.forensics.coredump;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Memory as far as it is known. What is added first wins: later additions are cut around it.
final class MemoryMap {
    private static final int MOST_REGIONS = 4096;

    private final List<Region> regions = new ArrayList<>();

    /// A piece of memory.
    ///
    /// @param data what is known of it, from its start on; the rest is not in the core
    /// @param sizeBytes its size
    /// @param flags 1 execute, 2 write, 4 read
    /// @param origin where it comes from, in a few words
    record Region(long address, ByteBuffer data, long sizeBytes, int flags, String origin) {
        long last() {
            return address + sizeBytes - 1;
        }

        /// Returns the piece from `from` to `to`, inclusive.
        Region piece(long from, long to) {
            long skip = from - address;
            int start = (int) Math.min(skip, data.limit());
            int length = (int) Math.min(to - from + 1, data.limit() - start);
            return new Region(from, data.slice(start, length), to - from + 1, flags, origin);
        }
    }

    /// Adds a region, or what others have left of it.
    void add(Region region) {
        if (region.sizeBytes() <= 0 || Long.compareUnsigned(region.last(), region.address()) < 0) {
            return;
        }
        long from = region.address();
        for (Region known : inOrder()) {
            if (Long.compareUnsigned(known.last(), from) < 0
                    || Long.compareUnsigned(known.address(), region.last()) > 0) {
                continue;
            }
            if (Long.compareUnsigned(known.address(), from) > 0) {
                keep(region.piece(from, known.address() - 1));
            }
            if (Long.compareUnsigned(known.last(), region.last()) >= 0) {
                return;
            }
            from = known.last() + 1;
        }
        keep(region.piece(from, region.last()));
    }

    private void keep(Region region) {
        if (regions.size() < MOST_REGIONS) {
            regions.add(region);
        }
    }

    /// Returns whether no region lies in `[address, address + size)`.
    boolean isFree(long address, long size) {
        long last = address + size - 1;
        return regions.stream()
                .allMatch(region -> Long.compareUnsigned(region.last(), address) < 0
                        || Long.compareUnsigned(region.address(), last) > 0);
    }

    /// Returns the regions by rising address.
    List<Region> inOrder() {
        return regions.stream()
                .sorted(Comparator.comparing(Region::address, Long::compareUnsigned))
                .toList();
    }
}
