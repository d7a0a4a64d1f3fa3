package org.rtkit4j.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.simulation.Lifecycle.Adapter;
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

    static EmulatedMachine build(Profile profile, Adapter adapter, Parts parts, LongSupplier clock) {
        var builder = EmulatedMachine.with(parts.profile(profile)).clock(clock).ram(RAM_BYTES);
        parts.endpoints().forEach(builder::endpoint);
        return adapter == Adapter.LOOP ? builder.and(BYSTANDER).build() : builder.build();
    }

    static Profile profile(Lifecycle lifecycle) {
        String depth = Integer.toString(lifecycle.depth());
        boolean waits = lifecycle.start().waitsForWake();
        return PROFILES.computeIfAbsent(waits + depth, _ -> {
            Profile profile = Profile.named("generic")
                    .with("mailbox.depth", depth)
                    .with("kdebug.records", "64")
                    .with("crashlog.bytes", "0x1000");
            return waits ? withOwnMemory(profile) : profile;
        });
    }

    // What waits for a wake message has its buffers in memory of its own, as the SMC has.
    private static Profile withOwnMemory(Profile profile) {
        return profile.with("start", "wake")
                .with("region.sram", "0x2_3fe0_0000 0x10_0000")
                .with("syslog.address", "0x2_3fe3_0000")
                .with("crashlog.address", "0x2_3fe4_0000")
                .with("ioreport.address", "0x2_3fe5_0000")
                .with("oslog.address", "0x2_3fe5_4000");
    }
}
