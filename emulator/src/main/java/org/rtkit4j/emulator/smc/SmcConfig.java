package org.rtkit4j.emulator.smc;

import java.util.List;

/// What one controller is like.
///
/// @param keys its keys
/// @param sharedAddress where its shared memory lies, in memory of its own
/// @param isStill whether its sensors stay as they are at the start; for tests that compare output
/// @param faults how it misbehaves
/// @param seed what decides when
/// @param events what happens to the machine once the AP listens
/// @param repeatNanos after how long that happens again; 0: it does not
public record SmcConfig(
        KeySet keys,
        long sharedAddress,
        boolean isStill,
        List<FaultRule> faults,
        long seed,
        List<ScriptedEvent> events,
        long repeatNanos) {
    public SmcConfig {
        faults = List.copyOf(faults);
        events = List.copyOf(events);
        if (sharedAddress <= 0) {
            throw new IllegalArgumentException("no such address: address=0x%x".formatted(sharedAddress));
        }
    }

    /// A controller with these keys that behaves.
    public static SmcConfig of(KeySet keys, long sharedAddress) {
        return new SmcConfig(keys, sharedAddress, false, List.of(), 1, List.of(), 0);
    }

    /// Returns this configuration with other faults, in the form of the key `smc.faults` of a profile.
    public SmcConfig withFaults(String rules) {
        return new SmcConfig(keys, sharedAddress, isStill, FaultRule.parse(rules), seed, events, repeatNanos);
    }

    /// Returns this configuration with another seed for what happens by chance.
    public SmcConfig withSeed(long changed) {
        return new SmcConfig(keys, sharedAddress, isStill, faults, changed, events, repeatNanos);
    }
}
