package org.rtkit4j.emulator.machine;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Work that is ready, first come first served, and work that waits for its time.
///
/// It tells the clock what there is to do, under its own lock: while work is ready, the clock does not run.
final class WorkQueue {
    private final MachineClock clock;
    private final Runnable announce;
    private final TreeSet<Work> waiting =
            new TreeSet<>(Comparator.<Work>comparingLong(w -> w.dueNanos).thenComparingLong(w -> w.number));
    private @Nullable Work first;
    private @Nullable Work last;

    // How many were queued, how many of them have had their turn, and how many must have had it for the round to end.
    private long queued;
    private long ended;
    private long roundEnd;

    /// @param announce called, without the lock, whenever there is new work, or work due sooner
    WorkQueue(MachineClock clock, Runnable announce) {
        this.clock = clock;
        this.announce = announce;
    }

    long nowNanos() {
        return clock.getAsLong();
    }

    /// Queues work to run as soon as possible.
    void add(Work work) {
        if (ready(work)) {
            announce.run();
        }
    }

    /// Queues work to run at a time.
    void addAt(Work work, long dueNanos) {
        if (at(work, dueNanos)) {
            announce.run();
        }
    }

    /// Returns whether it was not queued yet. What has a turn is not queued before its end.
    private synchronized boolean ready(Work work) {
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
        queued++;
        // With the first after a rest begins a round: its time is that of the rest's end.
        if (!clock.isHeld()) {
            clock.hold();
            roundEnd = queued;
        }
        work.next = null;
        if (last == null) {
            first = work;
        } else {
            last.next = work;
        }
        last = work;
    }

    /// Returns whether it is now the next to come.
    private synchronized boolean at(Work work, long dueNanos) {
        if (work.dueNanos == dueNanos) {
            return false;
        }
        waiting.remove(work);
        work.dueNanos = dueNanos;
        if (dueNanos == Work.NEVER) {
            return false;
        }
        waiting.add(work);
        if (waiting.first() != work) {
            return false;
        }
        clock.limit(dueNanos);
        return true;
    }

    /// Returns the next work that is due, whose turn begins; null: there is none.
    synchronized @Nullable Work take() {
        boolean isRoundOver = ended >= roundEnd;
        if (isRoundOver) {
            clock.advance(firstDueNanos(), ended == queued);
        }
        if (!waiting.isEmpty()) {
            linkDue(clock.getAsLong());
        }
        if (isRoundOver) {
            roundEnd = queued;
        }
        Work work = first;
        if (work != null) {
            begin(work);
        } else if (ended == queued) {
            clock.release(firstDueNanos());
        }
        return work;
    }

    private void linkDue(long nowNanos) {
        while (!waiting.isEmpty() && waiting.first().dueNanos <= nowNanos) {
            Work due = waiting.removeFirst();
            due.dueNanos = Work.NEVER;
            ready(due);
        }
    }

    private void begin(Work work) {
        first = work.next;
        last = first == null ? null : last;
        work.next = null;
        work.isReady = false;
        work.hasTurn = true;
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
        ended++;
        if (work.isReady) {
            link(work);
        }
        return work.isReady;
    }

    /// Lets the clock stand until the queue is looked at; returns whether it ran.
    synchronized boolean hold() {
        boolean ran = !clock.isHeld();
        clock.hold();
        return ran && clock.isHeld();
    }

    /// Nobody takes work any more, for the time being.
    synchronized void letGo() {
        clock.letGo();
    }

    synchronized long nextDueNanos() {
        return first != null ? clock.getAsLong() : firstDueNanos();
    }

    private long firstDueNanos() {
        return waiting.isEmpty() ? Work.NEVER : waiting.first().dueNanos;
    }
}
