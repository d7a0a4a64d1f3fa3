package org.rtkit4j.core.memory;

import java.util.TreeMap;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;

/// A translation as DART is one: the co-processor has addresses of its own, mapped in granules of 16 KiB.
///
/// Every opening gets whole granules of its own. The place within a granule is kept, so that a page of 4 KiB in the
/// middle of one can be opened; the co-processor then reaches the rest of that granule too, as on the hardware.
final class Translation implements MemoryGate {
    /// Size of a granule in bytes.
    public static final long GRANULE_BYTES = 0x4000;

    private final Region window;
    private final TreeMap<Long, Mapping> mappings = new TreeMap<>(Long::compareUnsigned);

    private record Mapping(long physStart, long granuleBytes, long iova, long sizeBytes) {}

    /// Makes an empty translation.
    ///
    /// @param window the addresses that the co-processor may be given; whole granules
    public Translation(Region window) {
        if (window.start() % GRANULE_BYTES != 0 || window.sizeBytes() % GRANULE_BYTES != 0) {
            throw new IllegalArgumentException("not whole granules: window=" + window);
        }
        this.window = window;
    }

    @Override
    public long open(long physAddr, long sizeBytes) throws MemoryRefusedException {
        Region.requested(physAddr, sizeBytes);
        if (sizeBytes > window.sizeBytes()) {
            throw noAddressLeft(physAddr, sizeBytes);
        }
        long within = physAddr & (GRANULE_BYTES - 1);
        long granules = (within + sizeBytes + GRANULE_BYTES - 1) & -GRANULE_BYTES;
        long start = freeRange(granules, physAddr, sizeBytes);
        mappings.put(start, new Mapping(physAddr - within, granules, start + within, sizeBytes));
        return start + within;
    }

    @Override
    public void shut(long iova, long sizeBytes) {
        long start = iova & -GRANULE_BYTES;
        Mapping mapping = mappings.get(start);
        if (mapping == null || mapping.iova() != iova || mapping.sizeBytes() != sizeBytes) {
            throw new IllegalArgumentException("no such mapping: iova=0x%x, size=0x%x".formatted(iova, sizeBytes));
        }
        mappings.remove(start);
    }

    @Override
    public long toPhysical(long iova, long sizeBytes) throws MemoryRefusedException {
        var entry = mappings.floorEntry(iova);
        if (entry != null) {
            Mapping mapping = entry.getValue();
            long offset = iova - entry.getKey();
            if (sizeBytes > 0 && Region.fits(offset, sizeBytes, mapping.granuleBytes())) {
                return mapping.physStart() + offset;
            }
        }
        throw new MemoryRefusedException(Reason.OUTSIDE_REGIONS, "not translated", iova, sizeBytes);
    }

    @Override
    public int openings() {
        return mappings.size();
    }

    // First fit. The holes are few: a co-processor has a handful of buffers.
    private long freeRange(long granules, long physAddr, long sizeBytes) throws MemoryRefusedException {
        long at = window.start();
        for (var entry : mappings.entrySet()) {
            if (entry.getKey() - at >= granules) {
                break;
            }
            at = entry.getKey() + entry.getValue().granuleBytes();
        }
        if (!window.contains(at, granules)) {
            throw noAddressLeft(physAddr, sizeBytes);
        }
        return at;
    }

    private MemoryRefusedException noAddressLeft(long physAddr, long sizeBytes) {
        return new MemoryRefusedException(Reason.EXHAUSTED, "no address left in " + window, physAddr, sizeBytes);
    }
}
