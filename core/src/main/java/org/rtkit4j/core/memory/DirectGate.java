package org.rtkit4j.core.memory;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;

/// A gate that translates nothing: what is opened is reached under its physical address.
///
/// For platforms where a co-processor sees registers as the AP does, the emulated machine among them. It keeps what is
/// open, so that nothing is shut twice.
public final class DirectGate implements MemoryGate {
    private final List<Region> open = new ArrayList<>();

    @Override
    public long open(long physAddr, long sizeBytes) throws MemoryRefusedException {
        open.add(Region.requested(physAddr, sizeBytes));
        return physAddr;
    }

    @Override
    public void shut(long iova, long sizeBytes) {
        for (Region region : open) {
            if (region.start() == iova && region.sizeBytes() == sizeBytes) {
                open.remove(region);
                return;
            }
        }
        throw new IllegalArgumentException("not open: iova=0x%x, size=0x%x".formatted(iova, sizeBytes));
    }

    @Override
    public long toPhysical(long iova, long sizeBytes) throws MemoryRefusedException {
        for (Region region : open) {
            if (region.contains(iova, sizeBytes)) {
                return iova;
            }
        }
        throw new MemoryRefusedException(Reason.OUTSIDE_REGIONS, "not open", iova, sizeBytes);
    }

    @Override
    public int openings() {
        return open.size();
    }
}
