package org.rtkit4j.app.boot;

import java.util.List;

/// What a boot under the faults of a seed showed.
///
/// @param boot all that a boot shows
/// @param seed where the plan comes from
/// @param plan the faults that were planned, in the notation of the simulation
/// @param struck those that did strike, in order
/// @param outcome how it ended, in words
/// @param runs whether the co-processor ran in the end
record FaultyBoot(BootResult boot, long seed, String plan, List<String> struck, String outcome, boolean runs) {
    FaultyBoot {
        struck = List.copyOf(struck);
    }
}
