package org.rtkit4j.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.message.Endpoints;

/// Builds the machines of simulated runs; profiles are read once.
final class Machines {
    /// The endpoint that echoes.
    static final int ECHO = Endpoints.FIRST_APP;

    private static final long RAM_BYTES = 8L << 20;
    private static final Map<String, Profile> PROFILES = new ConcurrentHashMap<>();
    private static final Profile BYSTANDER = Profile.named("generic")
            .with("base", "0x3_0000_0000")
            .with("endpoints.system", "0x03")
            .with("mailbox.depth", "4");

    private Machines() {}

    static EmulatedMachine build(
            Lifecycle lifecycle, Map<Integer, FirmwareEndpoint.Factory> endpoints, LongSupplier clock) {
        var builder = EmulatedMachine.with(profile(lifecycle)).clock(clock).ram(RAM_BYTES);
        endpoints.forEach(builder::endpoint);
        return lifecycle.adapter() == Lifecycle.Adapter.LOOP
                ? builder.and(BYSTANDER).build()
                : builder.build();
    }

    private static Profile profile(Lifecycle lifecycle) {
        String start = lifecycle.start().waitsForWake() ? "wake" : "run";
        String depth = Integer.toString(lifecycle.depth());
        return PROFILES.computeIfAbsent(
                start + depth,
                _ -> Profile.named("generic")
                        .with("start", start)
                        .with("mailbox.depth", depth)
                        .with("crashlog.bytes", "0x1000"));
    }
}
