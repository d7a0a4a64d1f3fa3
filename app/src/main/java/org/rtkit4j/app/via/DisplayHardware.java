package org.rtkit4j.app.via;

import java.util.List;
import org.rtkit4j.core.memory.MemoryGate;
import org.rtkit4j.wire.port.Region;

/// What the driver of a display needs of a way to it, besides its co-processor's platform: the memory of that is
/// what the display sees, too.
///
/// @param registers those that the tree names for it, in that order; physical addresses
/// @param gate what lets the co-processor reach them
public record DisplayHardware(List<Region> registers, MemoryGate gate) {
    public DisplayHardware {
        registers = List.copyOf(registers);
    }
}
