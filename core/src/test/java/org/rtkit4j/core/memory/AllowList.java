package org.rtkit4j.core.memory;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;

/// A filter as SART is one: a few entries, physical addresses, pages of 4 KiB. What is in no entry is out of reach.
///
/// Source: linux `drivers/soc/apple/sart.c`.
final class AllowList implements MemoryGate {
    /// As many as the hardware has.
    public static final int ENTRIES = 16;

    private static final long PAGE_BYTES = 4096;

    private final List<Region> entries = new ArrayList<>();

    @Override
    public long open(long physAddr, long sizeBytes) throws MemoryRefusedException {
        Region entry = Region.requested(physAddr, sizeBytes);
        if (physAddr % PAGE_BYTES != 0 || sizeBytes % PAGE_BYTES != 0) {
            throw new MemoryRefusedException(
                    Reason.MISALIGNED, "the filter takes whole pages of 4 KiB", physAddr, sizeBytes);
        }
        if (entries.size() == ENTRIES) {
            throw new MemoryRefusedException(
                    Reason.EXHAUSTED, "every entry of the filter is in use", physAddr, sizeBytes);
        }
        entries.add(entry);
        return physAddr;
    }

    @Override
    public void shut(long iova, long sizeBytes) {
        // By exact match: two openings of one range are two entries.
        int at = indexOf(iova, sizeBytes);
        if (at < 0) {
            throw new IllegalArgumentException("no such entry: iova=0x%x, size=0x%x".formatted(iova, sizeBytes));
        }
        entries.remove(at);
    }

    private int indexOf(long start, long sizeBytes) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).start() == start && entries.get(i).sizeBytes() == sizeBytes) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public long toPhysical(long iova, long sizeBytes) throws MemoryRefusedException {
        Region.holding(entries, iova, sizeBytes);
        return iova;
    }

    @Override
    public int openings() {
        return entries.size();
    }
}
