package org.rtkit4j.benchmarks.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.MachineClock;

/// How many messages go there and back with many emulated co-processors on two cores: each core has a thread with an
/// event loop, and the firmware of half of them. Each co-processor always has some messages under way while it is
/// measured, and no thread sleeps. Between its slices a fleet is up and silent, so that several can take turns.
public final class FleetThroughput implements AutoCloseable {
    private static final int CORES = 2;
    private static final int IN_FLIGHT = 8;
    // How many co-processors' firmware has its turn before their host.
    private static final int TOGETHER = 64;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long SILENCE_NANOS = Duration.ofMillis(3).toNanos();
    // Of a slice; caches are the other fleets' when it begins.
    private static final int LEAD_IN_PART = 4;
    private static final double NANOS = 1e9;

    private final List<Core> cores = new ArrayList<>();

    /// Boots so many co-processors.
    public FleetThroughput(int count) {
        int left = count;
        for (int i = 0; i < CORES && left > 0; i++) {
            int share = (left + CORES - i - 1) / (CORES - i);
            cores.add(new Core(share));
            left -= share;
        }
        cores.forEach(Core::resume);
        cores.forEach(Core::awaitBoot);
        cores.forEach(Core::pause);
    }

    /// Returns messages per second, there and back, of all together, over so many milliseconds.
    public double perSecond(int millis) throws RtkitException {
        for (Core core : cores) {
            core.startTraffic();
        }
        pass(Duration.ofMillis(millis).toNanos() / LEAD_IN_PART);
        long start = System.nanoTime();
        long before = messages();
        pass(Duration.ofMillis(millis).toNanos());
        double perSecond = (messages() - before) * NANOS / (System.nanoTime() - start);
        cores.forEach(core -> core.fleet.echo.stopTraffic());
        awaitSilence();
        cores.forEach(Core::pause);
        return perSecond;
    }

    @Override
    public void close() {
        cores.forEach(Core::close);
    }

    private long messages() {
        return cores.stream().mapToLong(core -> core.fleet.echo.messages()).sum();
    }

    private void awaitSilence() {
        long messages;
        do {
            messages = messages();
            pass(SILENCE_NANOS);
        } while (messages() != messages);
    }

    private static void pass(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            LockSupport.parkNanos(nanos - (System.nanoTime() - start));
        }
    }

    /// What runs on one core.
    private static final class Core {
        final EchoFleet fleet;
        private final Machine machine;
        private final Thread thread = Thread.ofPlatform().daemon().name("core").unstarted(this::run);
        private volatile boolean works;
        private volatile boolean closed;

        Core(int count) {
            EmulatedMachine emulated = FleetMachines.of(count, MachineClock.pacing(System::nanoTime));
            machine = emulated.machine();
            fleet = new EchoFleet(emulated.coprocessors(), emulated.clock(), SupervisorConfig.DEFAULT, IN_FLIGHT);
            fleet.echo.stopTraffic();
            thread.start();
            fleet.start();
        }

        void startTraffic() throws RtkitException {
            fleet.echo.startTraffic(fleet.members);
            resume();
        }

        void resume() {
            works = true;
            LockSupport.unpark(thread);
        }

        void pause() {
            works = false;
        }

        void awaitBoot() {
            long start = System.nanoTime();
            while (!fleet.isRunning()) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new IllegalStateException("the fleet does not come up");
                }
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }

        void close() {
            resume();
            fleet.supervisor.close();
            fleet.loop.close();
            closed = true;
            resume();
        }

        private void run() {
            while (!closed) {
                if (works) {
                    work();
                } else {
                    LockSupport.park(this);
                }
            }
        }

        private void work() {
            int turns = 0;
            while (turns < TOGETHER && machine.turn()) {
                turns++;
            }
            if (fleet.loop.turn() == 0 && turns == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
