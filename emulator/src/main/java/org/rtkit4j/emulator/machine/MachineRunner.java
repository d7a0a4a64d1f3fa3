package org.rtkit4j.emulator.machine;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Runs a machine on one daemon thread, in real time, until it is closed.
public final class MachineRunner implements AutoCloseable {
    private final Machine machine;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    private MachineRunner(Machine machine) {
        this.machine = machine;
        thread = Thread.ofPlatform().daemon().name("rtkit-machine").unstarted(this::run);
    }

    /// Starts to run a machine whose clock is [System#nanoTime].
    public static MachineRunner start(Machine machine) {
        var runner = new MachineRunner(machine);
        machine.onWork(() -> LockSupport.unpark(runner.thread));
        runner.thread.start();
        return runner;
    }

    /// Stops the thread and waits for it.
    ///
    /// @throws IllegalStateException if the machine had stopped by itself: a bug of the emulator
    @Override
    public void close() {
        closed = true;
        machine.onWork(null);
        LockSupport.unpark(thread);
        join();
        if (failure != null) {
            throw new IllegalStateException("the machine has stopped by itself", failure);
        }
    }

    private void join() {
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (!machine.step()) {
                    parkUntilDue();
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void parkUntilDue() {
        long due = machine.nextDueNanos();
        if (due == Work.NEVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, due - machine.nowNanos());
        }
    }
}
