package org.rtkit4j.benchmarks.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.rtkit4j.core.supervise.CrashFolder;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.core.supervise.Report;
import org.rtkit4j.core.supervise.RestartPolicy;
import org.rtkit4j.core.supervise.StateChange;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.core.supervise.SupervisorListener;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.machine.MachineClock;
import org.rtkit4j.emulator.machine.MachineRunner;

/// Thousands of emulated co-processors under one supervisor, in real time, crashing at random.
///
/// One thread runs the machine with all firmware, one the event loop, one makes firmware crash, one writes crash
/// logs.
public final class SuperviseBenchmark {
    private static final int WARM_UP = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final RestartPolicy POLICY = RestartPolicy.DEFAULT
            .withDelays(Duration.ofMillis(10), Duration.ofSeconds(1))
            .withLimit(RestartPolicy.HIGHEST_LIMIT, Duration.ofMinutes(1))
            // Who crashes before its buffer for the log has reached it can tell nobody: PING finds it.
            .withPing(Duration.ofSeconds(2));

    private final int count;
    private final Duration time;
    private final SplittableRandom random;
    private final AtomicLong saved = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Map<String, Integer> reasons = new ConcurrentSkipListMap<>();
    private long provoked;

    public SuperviseBenchmark(int count, Duration time, long seed) {
        this.count = count;
        this.time = time;
        random = new SplittableRandom(seed);
    }

    /// Runs it and prints what was measured.
    ///
    /// @return whether everybody came back, and the host's memory is within its limit
    public boolean run() throws IOException {
        // The first measurement would count classes and compiled code too.
        FleetBytes.measure(WARM_UP);
        FleetBytes bytes = FleetBytes.measure(count);
        print("host-side bytes per co-processor", "%d (limit %d)".formatted(bytes.host(), FleetBytes.HOST_LIMIT));
        print("bytes of both ends of each", "%d (limit %d)".formatted(bytes.both(), FleetBytes.BOTH_LIMIT));
        Path folder = Files.createTempDirectory("rtkit-supervise");
        var waiting = new LinkedBlockingQueue<Runnable>();
        var writer = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, waiting);
        var config = SupervisorConfig.DEFAULT
                .with(POLICY)
                .withCrashes(CrashFolder.in(folder))
                .withWriter(writer);
        try {
            return supervise(config) && bytes.host() <= FleetBytes.HOST_LIMIT;
        } finally {
            // What waits to be written need not be any more.
            waiting.clear();
            writer.close();
            delete(folder);
        }
    }

    private boolean supervise(SupervisorConfig config) {
        EmulatedMachine machine = FleetMachines.of(count, MachineClock.pacing(System::nanoTime));
        var fleet = new EchoFleet(machine.coprocessors(), machine.clock(), config);
        fleet.supervisor.listen(new Reports());
        try (var _ = MachineRunner.start(machine.machine());
                var _ = fleet.loop.start()) {
            long start = System.nanoTime();
            fleet.start();
            boolean isUp = await(fleet::isRunning);
            print("count", "%d".formatted(count));
            print("all up after", "%d ms".formatted(millisSince(start)));
            long messages = fleet.echo.messages();
            long traffic = System.nanoTime();
            crashAtRandom(machine, traffic + time.toNanos());
            long seconds = Math.max(1, (System.nanoTime() - traffic) / 1_000_000_000L);
            long answered = fleet.echo.messages() - messages;
            fleet.echo.stopTraffic();
            long stop = System.nanoTime();
            boolean isBack = await(() -> fleet.crashes() + fleet.failures() >= provoked && fleet.isRunning());
            print("time", "%d s".formatted(seconds));
            print("crashes", "%d provoked, %d seen".formatted(provoked, fleet.crashes()));
            print("failures to come up, or hangs", "%d".formatted(fleet.failures()));
            print("recoveries", "%d".formatted(fleet.restarts()));
            long waiting = fleet.crashes() - saved.get() - lost.get();
            print(
                    "crash logs",
                    "%d written, %d lost, %d wait for the disk".formatted(saved.get(), lost.get(), waiting));
            print("messages per second", "%d, both directions".formatted(2 * answered / seconds));
            print("all back after the last crash", "%d ms".formatted(millisSince(stop)));
            reasons.forEach((reason, times) -> print("  " + times + " times", reason));
            print("not running in the end", "%d".formatted(fleet.missing()));
            fleet.supervisor.close();
            long leaked = machine.coprocessors().stream()
                    .mapToLong(each -> each.memory().openBuffers())
                    .sum();
            print("buffers open after shutting down", "%d".formatted(leaked));
            return isUp && isBack && leaked == 0;
        }
    }

    // About one crash in two seconds for each co-processor over a whole run of twenty.
    private void crashAtRandom(EmulatedMachine machine, long end) {
        long perTick = Math.max(1, count / 2000);
        while (System.nanoTime() - end < 0) {
            for (long i = 0; i < perTick; i++) {
                Coprocessor victim = machine.coprocessors().get(random.nextInt(count));
                provoked += victim.crash(new CrashCause.FailedAssert("fleet.c", 1, "random")) ? 1 : 0;
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private static boolean await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return true;
    }

    private static long millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    private static void print(String name, String value) {
        System.out.printf("%-36s %s%n", name, value);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private final class Reports implements SupervisorListener {
        @Override
        public void onState(StateChange change) {
            if (change.to() == RemoteState.CRASHED) {
                reasons.merge(change.reason().replaceAll(", after=.*|: crash log=.*", ""), 1, Integer::sum);
            }
        }

        @Override
        public void onReport(Supervised coprocessor, Report report) {
            if (report instanceof Report.CrashLogSaved) {
                saved.incrementAndGet();
            } else if (report instanceof Report.CrashLogLost) {
                lost.incrementAndGet();
            } else {
                print(coprocessor.name(), report.message());
            }
        }
    }
}
