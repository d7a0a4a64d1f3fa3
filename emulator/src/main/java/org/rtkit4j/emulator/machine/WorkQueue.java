package org.rtkit4j.emulator.machine;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Work that is ready, first come first served, and work that waits for its time.
final class WorkQueue {
    private final TreeSet<Work> waiting =
            new TreeSet<>(Comparator.<Work>comparingLong(w -> w.dueNanos).thenComparingLong(w -> w.number));
    private @Nullable Work first;
    private @Nullable Work last;

    /// Returns whether it was not queued yet. What has a turn is not queued before its end.
    synchronized boolean ready(Work work) {
        if (work.isReady) {
            return false;
        }
        work.isReady = true;
        if (work.hasTurn) {
            return false;
        }
        link(work);
        return true;
    }

    private void link(Work work) {
        work.next = null;
        if (last == null) {
            first = work;
        } else {
            last.next = work;
        }
        last = work;
    }

    /// Returns whether it is now the next to come.
    synchronized boolean at(Work work, long dueNanos) {
        if (work.dueNanos == dueNanos) {
            return false;
        }
        waiting.remove(work);
        work.dueNanos = dueNanos;
        if (dueNanos == Work.NEVER) {
            return false;
        }
        waiting.add(work);
        return waiting.first() == work;
    }

    /// Returns the next work that is due, whose turn begins; null: there is none.
    synchronized @Nullable Work take(long nowNanos) {
        while (!waiting.isEmpty() && waiting.first().dueNanos <= nowNanos) {
            Work due = waiting.removeFirst();
            due.dueNanos = Work.NEVER;
            ready(due);
        }
        Work work = first;
        if (work != null) {
            first = work.next;
            last = first == null ? null : last;
            work.next = null;
            work.isReady = false;
            work.hasTurn = true;
        }
        return work;
    }

    /// Returns whether work goes on with its turn: it has become ready again meanwhile.
    synchronized boolean goesOn(Work work) {
        boolean isReady = work.isReady;
        work.isReady = false;
        return isReady;
    }

    /// Ends the turn of work; returns whether it is queued again.
    synchronized boolean end(Work work) {
        work.hasTurn = false;
        if (work.isReady) {
            link(work);
        }
        return work.isReady;
    }

    synchronized long nextDueNanos(long nowNanos) {
        if (first != null) {
            return nowNanos;
        }
        return waiting.isEmpty() ? Work.NEVER : waiting.first().dueNanos;
    }
}
