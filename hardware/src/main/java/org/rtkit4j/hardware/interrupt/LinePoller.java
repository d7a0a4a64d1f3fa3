package org.rtkit4j.hardware.interrupt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.rtkit4j.wire.port.InterruptLine;

/// A thread that looks at conditions of hardware that cannot interrupt, such as a mailbox at the other end of a wire.
///
/// It looks at armed lines only, each once a period, and sleeps while none is armed.
public final class LinePoller implements AutoCloseable {
    private final long periodNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<PolledLine> armed = new ArrayList<>();
    private boolean isClosed;

    /// Starts the thread.
    ///
    /// @param period how often each armed line is looked at; how late an interrupt can be
    public LinePoller(Duration period) {
        periodNanos = Math.max(1, period.toNanos());
        Thread.ofPlatform().daemon().name("line poller").start(this::run);
    }

    /// Returns a line that is asserted while `condition` holds.
    ///
    /// @param condition looks at the hardware, from any thread. Where it throws, the line counts as asserted:
    ///     whoever waits finds the failure on looking at the hardware
    public InterruptLine line(BooleanSupplier condition) {
        return new PolledLine(this, condition);
    }

    void add(PolledLine line) {
        lock.lock();
        try {
            if (!armed.contains(line)) {
                armed.add(line);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void remove(PolledLine line) {
        lock.lock();
        try {
            armed.remove(line);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (List<PolledLine> lines = next(); !lines.isEmpty(); lines = next()) {
                lines.forEach(PolledLine::look);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    // Empty once the poller is closed. A spurious wake-up makes it look sooner, no more.
    @SuppressWarnings("WaitNotInLoop")
    private List<PolledLine> next() throws InterruptedException {
        lock.lock();
        try {
            if (!armed.isEmpty() && !isClosed) {
                changed.awaitNanos(periodNanos);
            }
            while (armed.isEmpty() && !isClosed) {
                changed.await();
            }
            return isClosed ? List.of() : List.copyOf(armed);
        } finally {
            lock.unlock();
        }
    }

    /// Ends the thread. A line may be firing still when this returns.
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
