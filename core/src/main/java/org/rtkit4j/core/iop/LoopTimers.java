package org.rtkit4j.core.iop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.Session;

/// The timers of an [EventLoop], the earliest first: a binary heap whose members know their place, so that a timer
/// that is set anew costs a logarithm also among thousands.
final class LoopTimers {
    /// The place of what is not in the heap.
    static final int NOWHERE = -1;

    private static final int INITIAL = 16;

    private @Nullable LoopWork[] heap = new LoopWork[INITIAL];
    private int size;

    /// Returns the earliest, or null.
    @Nullable
    LoopWork first() {
        return heap[0];
    }

    /// Sets the time of `work`, which replaces the one set before; [Session#NO_DEADLINE] removes it.
    void set(LoopWork work, long nanos) {
        if (work.timerIndex != NOWHERE) {
            remove(work);
        }
        work.timerNanos = nanos;
        if (nanos != Session.NO_DEADLINE) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            up(size++, work);
        }
    }

    /// Takes those out whose time has come, the earliest first, linked by [LoopWork#nextDue]; null where there are
    /// none.
    @Nullable
    LoopWork takeDue(long nowNanos) {
        LoopWork earliest = null;
        LoopWork latest = null;
        for (LoopWork work = first(); work != null && work.timerNanos - nowNanos <= 0; work = first()) {
            set(work, Session.NO_DEADLINE);
            if (latest == null) {
                earliest = work;
            } else {
                latest.nextDue = work;
            }
            latest = work;
        }
        return earliest;
    }

    /// Puts those back that were taken out and have had no turn: their time has come.
    void putBack(@Nullable LoopWork due, long nowNanos) {
        LoopWork work = due;
        while (work != null) {
            LoopWork following = work.nextDue;
            work.nextDue = null;
            set(work, nowNanos);
            work = following;
        }
    }

    private void remove(LoopWork work) {
        int hole = work.timerIndex;
        work.timerIndex = NOWHERE;
        size--;
        LoopWork moved = heap[size];
        heap[size] = null;
        if (moved != null && moved != work) {
            down(hole, moved);
            up(moved.timerIndex, moved);
        }
    }

    private void up(int from, LoopWork work) {
        int at = from;
        while (at > 0 && isEarlier(work, at((at - 1) / 2))) {
            put(at, at((at - 1) / 2));
            at = (at - 1) / 2;
        }
        put(at, work);
    }

    private void down(int from, LoopWork work) {
        int at = from;
        int child = earlierChild(at);
        while (child < size && isEarlier(at(child), work)) {
            put(at, at(child));
            at = child;
            child = earlierChild(at);
        }
        put(at, work);
    }

    private int earlierChild(int at) {
        int left = 2 * at + 1;
        return left + 1 < size && isEarlier(at(left + 1), at(left)) ? left + 1 : left;
    }

    private LoopWork at(int index) {
        LoopWork work = heap[index];
        if (work == null) {
            throw new IllegalStateException("the heap has a hole: index=" + index);
        }
        return work;
    }

    private void put(int index, LoopWork work) {
        heap[index] = work;
        work.timerIndex = index;
    }

    // By the difference: the clock may start anywhere and wrap.
    private static boolean isEarlier(LoopWork one, LoopWork other) {
        return one.timerNanos - other.timerNanos < 0;
    }
}
