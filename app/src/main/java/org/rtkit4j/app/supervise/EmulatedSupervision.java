package org.rtkit4j.app.supervise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.boot.ProvokedCrash;
import org.rtkit4j.app.observe.FlightRecording;
import org.rtkit4j.app.observe.ManagedSupervisor;
import org.rtkit4j.app.via.HostProfile;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.supervise.CrashFolder;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.core.supervise.RestartPolicy;
import org.rtkit4j.core.supervise.StateChange;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.core.supervise.SupervisorListener;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;

/// Runs an emulated co-processor under the supervisor until it is told to stop, crashing it at random where asked.
final class EmulatedSupervision {
    // Shorter than a real machine's: whoever watches wants to see it come back.
    private static final RestartPolicy POLICY = RestartPolicy.DEFAULT
            .withDelays(Duration.ofMillis(20), Duration.ofSeconds(1))
            .withLimit(1000, Duration.ofMinutes(1));

    private static final long PATIENCE_NANOS = Duration.ofSeconds(3).toNanos();
    private static final long LOOK_MILLIS = 5;
    private static final long LOOK_FOR_READER_NANOS = Duration.ofMillis(500).toNanos();

    private final Profile profile;
    private final String name;
    private final @Nullable ProvokedCrash crash;
    private final @Nullable Path crashFolder;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    EmulatedSupervision(Profile profile, String name, @Nullable ProvokedCrash crash, @Nullable Path crashFolder) {
        this.profile = profile;
        this.name = name;
        this.crash = crash;
        this.crashFolder = crashFolder;
    }

    /// Supervises for so long, or until Ctrl-C.
    ///
    /// @param recording where what happens is recorded, too, or null
    /// @param time for how long, or null
    /// @return whether it runs in the end, and lets itself be shut down then
    boolean run(SupervisionOutput output, @Nullable FlightRecording recording, @Nullable Duration time)
            throws InterruptedException {
        var hook = new Thread(this::stopFromOutside, "rtkit-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return supervise(output, recording, time);
        } finally {
            finished.countDown();
            remove(hook);
        }
    }

    private boolean supervise(SupervisionOutput output, @Nullable FlightRecording recording, @Nullable Duration time)
            throws InterruptedException {
        try (var emulated = EmulatedMachine.with(profile).build();
                var _ = MachineRunner.start(emulated.machine());
                var loop = new EventLoop(emulated.clock()).start();
                var supervisor = new Supervisor(loop, config());
                var _ = ManagedSupervisor.show(supervisor, "supervise")) {
            supervisor.listen(output);
            Platform platform = Platform.of(emulated.coprocessor());
            if (recording != null) {
                recording.listenTo(supervisor);
                platform = recording.around(platform, name);
            }
            var supervised = supervisor.add(HostProfile.of(name, profile), platform);
            supervised.start();
            crashUntilStopped(emulated.coprocessor(), time, output);
            boolean runs = awaitState(supervised, RemoteState.RUNNING, emulated.clock());
            output.summary(supervised);
            output.requireReader();
            supervisor.unlisten(output);
            return runs
                    && (supervised.iop().profile().staysUp()
                            || shutsDown(supervised, supervisor, emulated.clock(), output));
        }
    }

    private static boolean shutsDown(
            Supervised supervised, Supervisor supervisor, LongSupplier clock, SupervisionOutput output)
            throws InterruptedException {
        var failure = new AtomicReference<@Nullable String>();
        supervisor.listen(new SupervisorListener() {
            @Override
            public void onState(StateChange change) {
                if (change.to() == RemoteState.CRASHED) {
                    failure.set(change.reason());
                }
            }
        });
        supervised.stop();
        boolean isStopped = awaitState(supervised, atRest(supervised), clock);
        String reason = isStopped ? failure.get() : "it does not end";
        if (reason != null) {
            output.shutdownFailed(supervised, reason);
        }
        return reason == null;
    }

    // The SMC is never switched off: its CPU runs on.
    private static RemoteState atRest(Supervised supervised) {
        PowerDown rest = supervised.iop().profile().rest();
        return rest != null && rest.keepsFirmwareRunning() ? RemoteState.SUSPENDED : RemoteState.OFFLINE;
    }

    private SupervisorConfig config() {
        // On the loop's own thread: a process that ends must not lose what waits to be written.
        var config = SupervisorConfig.DEFAULT.with(POLICY).withWriter(Runnable::run);
        return crashFolder == null ? config : config.withCrashes(CrashFolder.in(crashFolder));
    }

    private void crashUntilStopped(Coprocessor coprocessor, @Nullable Duration time, SupervisionOutput output)
            throws InterruptedException {
        long start = System.nanoTime();
        long end = time == null ? CrashTimes.NEVER : time.toNanos();
        var times = new CrashTimes(new SplittableRandom(), time);
        long next = crash == null ? CrashTimes.NEVER : times.next();
        while (!isStoppedAt(start, Math.min(next, end), output) && next < end) {
            coprocessor.crash(cause(Objects.requireNonNull(crash)));
            next = times.next();
        }
    }

    /// Waits for so long from the start, while somebody reads what is printed.
    ///
    /// @return whether it was told to stop
    private boolean isStoppedAt(long start, long atNanos, SupervisionOutput output) throws InterruptedException {
        boolean isStopped = false;
        long left = atNanos - (System.nanoTime() - start);
        while (!isStopped && left > 0) {
            output.requireReader();
            isStopped = stop.await(Math.min(left, LOOK_FOR_READER_NANOS), TimeUnit.NANOSECONDS);
            left = atNanos - (System.nanoTime() - start);
        }
        return isStopped;
    }

    private static CrashCause cause(ProvokedCrash kind) {
        return kind == ProvokedCrash.HARD
                ? new CrashCause.DataAbort(0, true)
                : new CrashCause.FailedAssert("main.c", 245, "at random");
    }

    // What has just crashed gets the time to come back, of the machine's.
    private static boolean awaitState(Supervised supervised, RemoteState wanted, LongSupplier clock)
            throws InterruptedException {
        long start = clock.getAsLong();
        while (supervised.state() != wanted && !supervised.isGivenUp() && clock.getAsLong() - start < PATIENCE_NANOS) {
            Thread.sleep(LOOK_MILLIS);
        }
        return supervised.state() == wanted;
    }

    private void stopFromOutside() {
        stop.countDown();
        try {
            boolean _ = finished.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The hook runs already: somebody has pressed Ctrl-C.
        }
    }
}
