package org.rtkit4j.emulator.machine;

import org.jspecify.annotations.Nullable;

/// The work of one device: something that it does when it is told to, or when a time has come.
///
/// Made once per device by the machine and queued again and again, without allocating. Any thread may queue it.
public final class Work {
    /// The time of work that has none.
    public static final long NEVER = Long.MAX_VALUE;

    final Runnable action;
    final Runnable afterwards;
    final long number;
    // Guarded by the queue.
    boolean isReady;
    boolean hasTurn;
    long dueNanos = NEVER;

    @Nullable
    Work next;

    private final WorkQueue queue;

    Work(WorkQueue queue, long number, Runnable action, Runnable afterwards) {
        this.queue = queue;
        this.number = number;
        this.action = action;
        this.afterwards = afterwards;
    }

    /// Returns the time of the machine's clock.
    public long nowNanos() {
        return queue.nowNanos();
    }

    /// Queues it to run as soon as possible; does nothing if it is queued already.
    public void ready() {
        queue.add(this);
    }

    /// Queues it to run at a time of the machine's clock, which replaces the time set before; [#NEVER] cancels it.
    public void at(long nanos) {
        queue.addAt(this, nanos);
    }
}
