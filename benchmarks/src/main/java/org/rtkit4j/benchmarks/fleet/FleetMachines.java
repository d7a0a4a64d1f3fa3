package org.rtkit4j.benchmarks.fleet;

import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.MachineClock;
import org.rtkit4j.emulator.profile.Profile;

/// Emulated machines with many co-processors.
final class FleetMachines {
    private static final long FIRST_BASE = 0x1_0000_0000L;
    private static final long BASE_STEP = 0x1_0000L;

    private FleetMachines() {}

    /// Builds a machine with `count` co-processors, all of the profile `generic`, each at a place of its own.
    static EmulatedMachine of(int count, MachineClock clock) {
        Profile generic = Profile.named("generic");
        var builder = EmulatedMachine.with(generic.at(FIRST_BASE)).clock(clock);
        for (int i = 1; i < count; i++) {
            builder.and(generic.at(FIRST_BASE + i * BASE_STEP));
        }
        return builder.build();
    }
}
