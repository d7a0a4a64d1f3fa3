package org.rtkit4j.app.via;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Time in which this process ran: wall time without the stretches in which it was stopped, by a signal or a debugger,
/// or starved on a busy computer.
///
/// A thread of it looks at the wall every few milliseconds. Of what lies between two looks no more than [#MOST_NANOS]
/// counts: in the rest nobody here could have seen an answer come. It never runs backwards.
final class AwakeClock implements LongSupplier, AutoCloseable {
    /// Between two looks of a process that runs.
    static final long MOST_NANOS = 50_000_000;

    private static final long LOOK_NANOS = 5_000_000;

    private final LongSupplier wall;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("rtkit-awake").unstarted(this::run);
    private volatile Look last;
    private volatile boolean isClosed;

    /// @param wallNanos when it was
    /// @param awakeNanos what this clock showed then
    private record Look(long wallNanos, long awakeNanos) {}

    /// @param wall nanoseconds from an arbitrary start
    AwakeClock(LongSupplier wall) {
        this.wall = wall;
        long now = wall.getAsLong();
        last = new Look(now, now);
    }

    /// Begins to look by itself.
    AwakeClock start() {
        thread.start();
        return this;
    }

    @Override
    public long getAsLong() {
        Look look = last;
        return at(look, wall.getAsLong());
    }

    private static long at(Look look, long wallNanos) {
        return look.awakeNanos + Math.min(wallNanos - look.wallNanos, MOST_NANOS);
    }

    /// Looks at the wall.
    void look() {
        long now = wall.getAsLong();
        last = new Look(now, at(last, now));
    }

    private void run() {
        while (!isClosed) {
            look();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }
}
