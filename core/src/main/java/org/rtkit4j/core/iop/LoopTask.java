package org.rtkit4j.core.iop;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.Session;

/// Something that an [EventLoop] does when it is woken, and at a time of the loop's clock.
///
/// Made by [EventLoop#task] once and used again and again, without allocating. Any thread may wake it and set its
/// time. Its action runs on the loop's thread and must not block; what would wait there for a co-processor
/// of the loop is refused with an [IllegalStateException].
public final class LoopTask extends LoopWork {
    private final EventLoop loop;
    private final Runnable action;
    private volatile boolean woken;
    private volatile long dueNanos = Session.NO_DEADLINE;
    private volatile @Nullable Thread worker;

    LoopTask(EventLoop loop, Runnable action) {
        this.loop = loop;
        this.action = action;
    }

    /// Runs the action as soon as possible, once however often this is called before.
    public void wake() {
        woken = true;
        loop.wake(this);
    }

    /// Runs the action once the loop's clock shows `nanos`, which replaces the time set before.
    public void at(long nanos) {
        dueNanos = nanos;
        // The loop reads the time after the action in any case.
        if (worker != Thread.currentThread()) {
            loop.wake(this);
        }
    }

    /// Forgets the time that was set. The action may be running still when this returns.
    public void cancel() {
        at(Session.NO_DEADLINE);
    }

    /// Returns the time of the loop's clock.
    public long nowNanos() {
        return loop.clock().getAsLong();
    }

    @Override
    long turn() {
        boolean isDue = dueNanos != Session.NO_DEADLINE && dueNanos - nowNanos() <= 0;
        if (isDue) {
            dueNanos = Session.NO_DEADLINE;
        }
        if (woken || isDue) {
            woken = false;
            run();
        }
        return dueNanos;
    }

    private void run() {
        worker = Thread.currentThread();
        try {
            action.run();
        } finally {
            worker = null;
        }
    }
}
