package org.rtkit4j.simulation;

import java.util.List;
import java.util.Set;
import org.rtkit4j.emulator.fault.FaultKind;

/// How a display's run went that broke no rule.
///
/// @param struck the faults that struck
/// @param pictures how many pictures were seen as they were drawn
/// @param recoveries how often the co-processor was reset and brought back
/// @param steps how many messages crossed
/// @param troubles what the driver told of, in words
public record DisplayOutcome(Set<FaultKind> struck, int pictures, int recoveries, int steps, List<String> troubles) {
    public DisplayOutcome {
        struck = Set.copyOf(struck);
        troubles = List.copyOf(troubles);
    }
}
