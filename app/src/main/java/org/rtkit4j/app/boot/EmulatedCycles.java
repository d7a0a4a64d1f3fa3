package org.rtkit4j.app.boot;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.HostProfile;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.message.Endpoints;

/// Boots an emulated co-processor and puts it to rest, again and again; every tenth time it crashes in between.
final class EmulatedCycles {
    private static final int CRASH_EVERY = 10;
    private static final int FAILURES_IN_A_ROW = 10;
    private static final long CRASH_TIMEOUT_NANOS = Duration.ofSeconds(2).toNanos();

    private final Coprocessor coprocessor;
    private final Iop iop;
    private final String name;
    private final BootRecorder recorder;
    private final IntConsumer progress;
    private final PowerDown rest;
    private int failures;
    private int failuresInARow;
    private @Nullable String firstFailure;
    private int leakedBuffers;
    private List<BootResult.Step> firstSteps = List.of();

    private EmulatedCycles(
            Coprocessor coprocessor,
            Iop iop,
            PowerDown rest,
            String name,
            BootRecorder recorder,
            IntConsumer progress) {
        this.coprocessor = coprocessor;
        this.iop = iop;
        this.rest = rest;
        this.name = name;
        this.recorder = recorder;
        this.progress = progress;
    }

    /// Makes `cycles` cycles, fewer where ten in a row fail.
    ///
    /// @param progress told after each cycle how many there were
    /// @throws BadInputException if it stays up: it has no cycles
    static CycleResult run(Profile profile, String name, int cycles, IntConsumer progress)
            throws InterruptedException, BadInputException {
        IopProfile host = HostProfile.of(name, profile);
        PowerDown rest = host.rest();
        if (rest == null) {
            throw new BadInputException(name + " stays up: a shutdown ends its firmware, and nothing resets it");
        }
        var recorder = new BootRecorder();
        try (var emulated = EmulatedMachine.with(profile).build();
                var _ = MachineRunner.start(emulated.machine());
                var loop = new EventLoop(emulated.clock()).start()) {
            var platform = Platform.of(emulated.coprocessor());
            var iop = loop.attach(host, platform, recorder);
            return new EmulatedCycles(emulated.coprocessor(), iop, rest, name, recorder, progress).cycle(cycles);
        }
    }

    private CycleResult cycle(int cycles) throws InterruptedException {
        long[] micros = new long[cycles];
        int done = 0;
        while (done < cycles && failuresInARow < FAILURES_IN_A_ROW) {
            long start = System.nanoTime();
            one(done + 1);
            micros[done] = (System.nanoTime() - start) / 1_000;
            if (done == 0) {
                firstSteps = recorder.steps();
                recorder.stop();
            }
            done++;
            leakedBuffers = Math.max(leakedBuffers, coprocessor.memory().openBuffers());
            progress.accept(done);
        }
        return CycleResult.of(name, failures, firstFailure, leakedBuffers, Arrays.copyOf(micros, done), firstSteps);
    }

    private void one(int number) throws InterruptedException {
        try {
            boot();
            if (number % CRASH_EVERY == 0 && canCrash()) {
                crash();
                iop.recover();
            }
            iop.powerDown(rest);
            failuresInARow = 0;
        } catch (RtkitException e) {
            failures++;
            failuresInARow++;
            firstFailure = firstFailure == null ? "cycle " + number + ": " + e.getMessage() : firstFailure;
            holdInReset();
        }
    }

    private void boot() throws RtkitException, InterruptedException {
        switch (iop.phase()) {
            // What is off does not come back without a reset.
            case Phase.Resting(PowerDown how) when how == PowerDown.OFF -> iop.recover();
            case Phase.Resting(PowerDown how) when how.keepsFirmwareRunning() -> iop.boot(BootPlan.WAKE);
            default -> iop.boot();
        }
    }

    private boolean canCrash() {
        return iop.announced().get(Endpoints.CRASHLOG);
    }

    private void crash() throws RtkitException, InterruptedException {
        iop.provokeCrash(true);
        try {
            if (!iop.await(iop::isCrashed, CRASH_TIMEOUT_NANOS)) {
                throw new RtkitException(
                        name, new Fault.TimedOut("waiting for a crash", CRASH_TIMEOUT_NANOS, iop.lastReceived()));
            }
        } catch (RtkitException e) {
            if (!(e.fault() instanceof Fault.Crashed)) {
                throw e;
            }
        }
    }

    // So that the next cycle starts from the beginning.
    private void holdInReset() {
        coprocessor.reset();
        iop.reinit();
    }
}
