package org.rtkit4j.benchmarks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.MachineRunner;

/// How many messages go there and back with many emulated co-processors: one thread runs all firmware, one the event
/// loop, and each co-processor always has some messages under way while it is measured. Between its slices a fleet is
/// up and silent, so that several can take turns.
public final class FleetThroughput implements AutoCloseable {
    private static final int IN_FLIGHT = 8;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long SILENCE_NANOS = Duration.ofMillis(3).toNanos();
    // Of a slice; caches are the other fleets' when it begins.
    private static final int LEAD_IN_PART = 4;
    private static final double NANOS = 1e9;

    private final Fleet fleet;
    private final MachineRunner runner;

    /// Boots so many co-processors.
    public FleetThroughput(int count) {
        EmulatedMachine machine = Machines.of(count, System::nanoTime);
        fleet = new Fleet(machine.coprocessors(), System::nanoTime, SupervisorConfig.DEFAULT, IN_FLIGHT);
        fleet.echo.stopTraffic();
        runner = MachineRunner.start(machine.machine());
        fleet.loop.start();
        fleet.start();
        await();
    }

    /// Returns messages per second, there and back, of all together, over so many milliseconds.
    public double perSecond(int millis) throws RtkitException {
        fleet.echo.startTraffic(fleet.members);
        pass(Duration.ofMillis(millis).toNanos() / LEAD_IN_PART);
        long start = System.nanoTime();
        long before = fleet.echo.messages();
        pass(Duration.ofMillis(millis).toNanos());
        double perSecond = (fleet.echo.messages() - before) * NANOS / (System.nanoTime() - start);
        fleet.echo.stopTraffic();
        awaitSilence();
        return perSecond;
    }

    @Override
    public void close() {
        fleet.supervisor.close();
        fleet.loop.close();
        runner.close();
    }

    private void awaitSilence() {
        long messages;
        do {
            messages = fleet.echo.messages();
            pass(SILENCE_NANOS);
        } while (fleet.echo.messages() != messages);
    }

    private static void pass(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            LockSupport.parkNanos(nanos - (System.nanoTime() - start));
        }
    }

    private void await() {
        long start = System.nanoTime();
        while (!fleet.isRunning()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("the fleet does not come up");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
