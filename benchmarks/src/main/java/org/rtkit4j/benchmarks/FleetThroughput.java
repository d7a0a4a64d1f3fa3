package org.rtkit4j.benchmarks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.MachineRunner;

/// How many messages go there and back with many emulated co-processors: one thread runs all firmware, one the event
/// loop, and each co-processor always has some messages under way.
public final class FleetThroughput {
    private static final int IN_FLIGHT = 8;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();
    private static final int SLICES = 10;
    private static final double NANOS = 1e9;

    private FleetThroughput() {}

    /// Returns messages per second, there and back, of all together: the best tenth of the time.
    public static double measure(int count, int millis) {
        EmulatedMachine machine = Machines.of(count, System::nanoTime);
        var fleet = new Fleet(machine.coprocessors(), System::nanoTime, SupervisorConfig.DEFAULT, IN_FLIGHT);
        try (var _ = MachineRunner.start(machine.machine());
                var _ = fleet.loop.start()) {
            fleet.start();
            await(fleet);
            Duration slice = Duration.ofMillis(millis).dividedBy(SLICES);
            perSecond(fleet, slice.multipliedBy(SLICES / 2));
            double best = 0;
            for (int i = 0; i < SLICES; i++) {
                best = Math.max(best, perSecond(fleet, slice));
            }
            fleet.echo.stopTraffic();
            fleet.supervisor.close();
            return best;
        }
    }

    private static double perSecond(Fleet fleet, Duration time) {
        long start = System.nanoTime();
        long before = fleet.echo.messages();
        while (System.nanoTime() - start < time.toNanos()) {
            LockSupport.parkNanos(time.toNanos() - (System.nanoTime() - start));
        }
        return (fleet.echo.messages() - before) * NANOS / (System.nanoTime() - start);
    }

    private static void await(Fleet fleet) {
        long start = System.nanoTime();
        while (!fleet.isRunning()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("the fleet does not come up");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
