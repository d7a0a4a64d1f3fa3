package org.rtkit4j.app.emulate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.Registers;

/// A machine's address space with other mailboxes in the place of its co-processors' own.
///
/// @param fronts those mailboxes
/// @param space everything else, from address 0
record FrontedSpace(List<FaultyFront> fronts, Registers space) implements Registers {
    @Override
    public int read32(long physAddr) {
        FaultyFront front = at(physAddr, Integer.BYTES);
        return front == null ? space.read32(physAddr) : front.registers().read32(front.offset(physAddr));
    }

    @Override
    public long read64(long physAddr) {
        FaultyFront front = at(physAddr, Long.BYTES);
        return front == null ? space.read64(physAddr) : front.registers().read64(front.offset(physAddr));
    }

    @Override
    public void write32(long physAddr, int value) {
        FaultyFront front = at(physAddr, Integer.BYTES);
        if (front == null) {
            space.write32(physAddr, value);
        } else {
            front.registers().write32(front.offset(physAddr), value);
        }
    }

    @Override
    public void write64(long physAddr, long value) {
        FaultyFront front = at(physAddr, Long.BYTES);
        if (front == null) {
            space.write64(physAddr, value);
        } else {
            front.registers().write64(front.offset(physAddr), value);
        }
    }

    // A misaligned access is the machine's to refuse.
    private @Nullable FaultyFront at(long physAddr, int width) {
        if ((physAddr & (width - 1)) != 0) {
            return null;
        }
        for (FaultyFront front : fronts) {
            if (front.offset(physAddr) >= 0) {
                return front;
            }
        }
        return null;
    }
}
