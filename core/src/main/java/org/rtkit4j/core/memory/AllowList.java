package org.rtkit4j.core.memory;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;

/// A filter as SART is one: a few entries, physical addresses, pages of 4 KiB. What is in no entry is out of reach.
///
/// Source: linux `drivers/soc/apple/sart.c`.
public final class AllowList implements MemoryGate {
    /// As many as the hardware has.
    public static final int ENTRIES = 16;

    private static final long PAGE_BYTES = 4096;

    private final List<Region> entries = new ArrayList<>();

    @Override
    public long open(long physAddr, long sizeBytes) throws MemoryRefusedException {
        if (sizeBytes <= 0 || physAddr % PAGE_BYTES != 0 || sizeBytes % PAGE_BYTES != 0) {
            throw new MemoryRefusedException(
                    Reason.MISALIGNED, "the filter takes whole pages of 4 KiB", physAddr, sizeBytes);
        }
        if (entries.size() == ENTRIES) {
            throw new MemoryRefusedException(
                    Reason.EXHAUSTED, "every entry of the filter is in use", physAddr, sizeBytes);
        }
        entries.add(new Region("entry", physAddr, sizeBytes));
        return physAddr;
    }

    @Override
    public void shut(long iova, long sizeBytes) {
        // By exact match: two openings of one range are two entries.
        if (!entries.remove(new Region("entry", iova, sizeBytes))) {
            throw new IllegalArgumentException("no such entry: iova=0x%x, size=0x%x".formatted(iova, sizeBytes));
        }
    }

    @Override
    public long toPhysical(long iova, long sizeBytes) throws MemoryRefusedException {
        for (Region entry : entries) {
            if (entry.contains(iova, sizeBytes)) {
                return iova;
            }
        }
        throw new MemoryRefusedException(Reason.OUTSIDE_REGIONS, "in no entry of the filter", iova, sizeBytes);
    }

    @Override
    public int openings() {
        return entries.size();
    }
}
