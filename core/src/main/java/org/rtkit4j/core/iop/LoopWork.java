package org.rtkit4j.core.iop;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.Session;

/// Something that an [EventLoop] gives turns to: when it was woken, and when its time has come.
abstract sealed class LoopWork permits LoopTask, LoopedIop.Turns {
    private final AtomicBoolean queued = new AtomicBoolean();

    /// The next one in the loop's stack of those that were woken; owned by whoever set `queued`.
    @Nullable
    LoopWork next;

    /// The next one of those whose time has come; the loop's own.
    @Nullable
    LoopWork nextDue;

    /// When the loop's timer for it is set, or [Session#NO_DEADLINE]; the loop's own, as the index.
    long timerNanos = Session.NO_DEADLINE;

    /// Where it stands in the loop's timers.
    int timerIndex = LoopTimers.NOWHERE;

    /// Takes a turn, on the loop's thread.
    ///
    /// @return when the next one is due, or [Session#NO_DEADLINE]
    abstract long turn();

    /// Returns whether it was not queued before and is now.
    final boolean enqueue() {
        return queued.compareAndSet(false, true);
    }

    /// It stands in the stack no more: what happens from now on asks for another turn.
    final void dequeued() {
        queued.set(false);
    }
}
