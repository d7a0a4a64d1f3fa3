package org.rtkit4j.app.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.app.via.HostProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.fault.FaultInjector;
import org.rtkit4j.emulator.fault.FaultPlan;
import org.rtkit4j.emulator.fault.Injection;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.message.Endpoints;

/// Boots a co-processor to which the faults of a seed happen: on a clock of its own and without threads, so that the
/// same seed gives the same run to the microsecond.
final class EmulatedFaults {
    private static final long TICK_NANOS = 50_000L;
    /// What a piece of the firmware's work takes: an invented figure, so that the steps have an order in time.
    private static final long STEP_NANOS = 1_000L;

    private static final long TALK_NANOS = Duration.ofMillis(20).toNanos();
    private static final int WORDS = 40;

    private final long seed;
    private final FaultPlan plan;
    private final EmulatedMachine emulated;
    private final FaultInjector injector;
    private final BootRecorder recorder;
    private final PolledIop iop;
    private final List<String> struck = new ArrayList<>();
    private long nowNanos;

    private EmulatedFaults(Profile profile, String name, long seed) {
        this.seed = seed;
        plan = FaultPlan.random(seed);
        emulated = EmulatedMachine.with(profile).clock(this::now).build();
        var direct = Platform.of(emulated.coprocessor());
        injector = new FaultInjector(plan, emulated.coprocessor(), direct.mailbox(), direct.memory(), this::now);
        recorder = new BootRecorder(this::now);
        injector.onStrike(this::onStrike);
        var platform = new Platform(injector.mailbox(), direct.cpu(), injector.memory(), injector::reset);
        iop = new PolledIop(HostProfile.of(name, profile), platform, recorder, this::now, this::idle);
    }

    /// Boots under the faults of `seed`; where that fails, or it fails later, ends the faults and recovers.
    static FaultyBoot run(Profile profile, String name, long seed) throws InterruptedException {
        return new EmulatedFaults(profile, name, seed).run(name);
    }

    private FaultyBoot run(String name) throws InterruptedException {
        try (emulated;
                iop) {
            injector.begin();
            String trouble = trouble();
            injector.heal();
            boolean runs = trouble.isEmpty() || recovers();
            return new FaultyBoot(shown(name), seed, plan.toString(), struck, outcome(trouble, runs), runs);
        }
    }

    private BootResult shown(String name) {
        return new BootResult(
                name,
                "emulator:" + name,
                iop.version(),
                Boot.endpoints(iop, emulated.coprocessor().profile().speech()),
                iop.apPower(),
                iop.iopPower(),
                recorder.syslog(),
                null,
                recorder.steps(),
                true);
    }

    // What went wrong, or nothing.
    private String trouble() throws InterruptedException {
        try {
            iop.boot();
            talk();
            return "";
        } catch (RtkitException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private boolean recovers() throws InterruptedException {
        try {
            iop.recover();
            talk();
            return true;
        } catch (RtkitException e) {
            recorder.note("not recovered: " + e.getMessage());
            return false;
        }
    }

    // The later faults of a plan need messages to happen to.
    private void talk() throws RtkitException, InterruptedException {
        int endpoint = iop.announced().nextSetBit(Endpoints.FIRST_APP);
        if (endpoint >= 0) {
            EndpointListener deaf = (_, _) -> {};
            iop.startEndpoint(endpoint, deaf);
            for (int word = 0; word < WORDS; word++) {
                iop.send(endpoint, word);
            }
        }
        iop.await(() -> false, TALK_NANOS);
    }

    private void onStrike(Injection injection) {
        String what = "fault " + injection + ": " + injection.kind().sentence();
        struck.add(what);
        recorder.note(what);
    }

    private static String outcome(String trouble, boolean runs) {
        if (trouble.isEmpty()) {
            return "came up and ran, whatever happened";
        }
        return runs ? "failed, and ran again after a reset: " + trouble : "lost: " + trouble;
    }

    private long now() {
        return nowNanos;
    }

    // The host has nothing to do: the firmware's turn, or time passes.
    private void idle() {
        injector.onTime();
        nowNanos += emulated.machine().step() ? STEP_NANOS : TICK_NANOS;
    }
}
