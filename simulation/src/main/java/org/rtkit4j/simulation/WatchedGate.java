package org.rtkit4j.simulation;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.core.memory.DirectGate;
import org.rtkit4j.core.memory.MemoryGate;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Region;

/// The gate between a display's firmware and registers: nothing is opened twice, or shut that is not open.
final class WatchedGate implements MemoryGate {
    private final World world;
    private final DirectGate gate = new DirectGate();
    private final List<Region> open = new ArrayList<>();

    WatchedGate(World world) {
        this.world = world;
    }

    // Only a firmware that is asked for one thing twice asks for it twice.
    @Override
    public long open(long physAddr, long sizeBytes) throws MemoryRefusedException {
        var region = new Region("opened", physAddr, sizeBytes);
        if (open.contains(region) && !world.rules.wasLiedTo()) {
            throw world.failure("registers are opened twice: " + region);
        }
        open.add(region);
        return gate.open(physAddr, sizeBytes);
    }

    @Override
    public void shut(long iova, long sizeBytes) {
        var region = new Region("opened", iova, sizeBytes);
        if (!open.remove(region)) {
            throw world.failure("registers are shut that are not open: " + region);
        }
        gate.shut(iova, sizeBytes);
    }

    @Override
    public long toPhysical(long iova, long sizeBytes) throws MemoryRefusedException {
        return gate.toPhysical(iova, sizeBytes);
    }

    @Override
    public int openings() {
        return gate.openings();
    }
}
