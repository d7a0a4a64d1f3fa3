package org.rtkit4j.emulator.machine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Runs a machine on one daemon thread, in real time, until it is closed.
public final class MachineRunner implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final int HELP_BOUND = 64;
    private static final long HELPED_PARK_NANOS = 5_000_000;

    private final Machine machine;
    private final Thread thread;
    private final Runnable wake = this::onWork;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Thread helper;
    private volatile boolean hasHelped;
    private volatile @Nullable Throwable failure;

    private MachineRunner(Machine machine) {
        this.machine = machine;
        thread = Thread.ofPlatform().daemon().name("rtkit-machine").unstarted(this::run);
    }

    /// Starts to run a machine whose clock moves by itself.
    ///
    /// @throws IllegalStateException if another runner, which has not been closed, has it
    public static MachineRunner start(Machine machine) {
        var runner = new MachineRunner(machine);
        machine.run(runner.wake);
        runner.thread.start();
        return runner;
    }

    /// Runs what is due on the calling thread, which waits for it anyway: nobody has to be woken.
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

    /// Stops the thread and waits for it, ten seconds at most; again it does nothing. The machine may be run anew
    /// afterwards.
    ///
    /// On the machine's own thread, in an interrupt's handler, it does not wait.
    ///
    /// @throws IllegalStateException if the machine does not stop, or had stopped by itself: a bug of the emulator
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        LockSupport.unpark(thread);
        if (thread != Thread.currentThread() && !hasEnded()) {
            throw new IllegalStateException("the machine does not stop: waited=" + CLOSE);
        }
        if (failure != null) {
            throw new IllegalStateException("the machine has stopped by itself", failure);
        }
    }

    // Also where the closing thread has been interrupted: it would leave the other one behind.
    private boolean hasEnded() {
        long deadline = System.nanoTime() + CLOSE.toNanos();
        boolean isInterrupted = false;
        while (thread.isAlive() && System.nanoTime() - deadline < 0) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            } catch (InterruptedException _) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void run() {
        try {
            while (!closed.get()) {
                if (!machine.turn()) {
                    parkUntilDue();
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            machine.leave();
        }
    }

    private void parkUntilDue() {
        long idle = machine.idleNanos();
        if (helper != null) {
            parkBesideHelper(idle);
        } else {
            LockSupport.parkNanos(this, idle);
        }
    }

    // Another thread does the work. One that has stopped doing it is no helper any more.
    private void parkBesideHelper(long nanos) {
        if (!hasHelped) {
            helper = null;
        }
        hasHelped = false;
        LockSupport.parkNanos(this, Math.min(nanos, HELPED_PARK_NANOS));
    }
}
