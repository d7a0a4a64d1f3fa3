package org.rtkit4j.emulator.machine;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Runs a machine on one daemon thread, in real time, until it is closed.
public final class MachineRunner implements AutoCloseable {
    private static final int HELP_BOUND = 64;
    private static final long HELPED_PARK_NANOS = 5_000_000;

    private final Machine machine;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Thread helper;
    private volatile boolean hasHelped;
    private volatile @Nullable Throwable failure;

    private MachineRunner(Machine machine) {
        this.machine = machine;
        thread = Thread.ofPlatform().daemon().name("rtkit-machine").unstarted(this::run);
    }

    /// Starts to run a machine whose clock is [System#nanoTime].
    public static MachineRunner start(Machine machine) {
        var runner = new MachineRunner(machine);
        machine.onWork(runner::onWork);
        runner.thread.start();
        return runner;
    }

    /// Runs what is due on the calling thread, for who waits for it anyway: nobody has to be woken.
    ///
    /// What that thread makes ready from now on wakes nobody either, as long as it calls this again and again.
    /// Where it has something else to wait for, the runner's own thread finds the work within milliseconds, and
    /// everything is as before. One thread at a time is spared like that, the last that called.
    ///
    /// @return how many pieces of work were run
    public int help() {
        hasHelped = true;
        if (helper != Thread.currentThread()) {
            helper = Thread.currentThread();
            LockSupport.unpark(thread);
        }
        int steps = 0;
        while (steps < HELP_BOUND && machine.step()) {
            steps++;
        }
        return steps;
    }

    private void onWork() {
        if (Thread.currentThread() != helper) {
            LockSupport.unpark(thread);
        }
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
                if (!machine.turn()) {
                    parkUntilDue();
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void parkUntilDue() {
        long due = machine.nextDueNanos();
        if (helper != null) {
            parkBesideHelper(due == Work.NEVER ? HELPED_PARK_NANOS : due - machine.nowNanos());
        } else if (due == Work.NEVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, due - machine.nowNanos());
        }
    }

    // Somebody else does the work; one who has stopped to is no helper any more.
    private void parkBesideHelper(long nanos) {
        if (!hasHelped) {
            helper = null;
        }
        hasHelped = false;
        LockSupport.parkNanos(this, Math.min(nanos, HELPED_PARK_NANOS));
    }
}
