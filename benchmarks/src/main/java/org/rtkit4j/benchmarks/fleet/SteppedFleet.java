package org.rtkit4j.benchmarks.fleet;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.MachineClock;

/// A fleet and its machine on one thread and a clock that stands still unless nothing is left to do.
final class SteppedFleet {
    private static final long TICK_NANOS = 1_000_000L;

    final EmulatedMachine machine;
    private @Nullable EchoFleet fleet;
    private long nowNanos;

    SteppedFleet(int count, SupervisorConfig config) {
        machine = FleetMachines.of(count, MachineClock.of(() -> nowNanos));
        fleet = new EchoFleet(machine.coprocessors(), () -> nowNanos, config);
        // Messages that never end would never let the clock move.
        fleet.echo.stopTraffic();
    }

    EchoFleet fleet() {
        return Objects.requireNonNull(fleet);
    }

    /// Forgets the host; the firmware runs on, with nobody to talk to.
    void dropHost() {
        for (Coprocessor coprocessor : machine.coprocessors()) {
            coprocessor.receiveNotEmpty().disarm();
            coprocessor.sendEmpty().disarm();
        }
        fleet = null;
    }

    /// Lets both sides work until `condition` holds.
    ///
    /// @return false if it did not within `nanos` of the clock
    boolean runUntil(BooleanSupplier condition, long nanos) {
        long limit = nowNanos + nanos;
        while (nowNanos < limit) {
            work();
            if (condition.getAsBoolean()) {
                return true;
            }
            nowNanos += TICK_NANOS;
        }
        return false;
    }

    /// Lets both sides work for so long on the clock.
    void run(long nanos) {
        runUntil(() -> false, nanos);
    }

    // Until nothing is left to do now.
    private void work() {
        int turns = 1;
        while (turns > 0) {
            turns = fleet().loop.turn();
            while (machine.machine().step()) {
                turns++;
            }
        }
    }
}
