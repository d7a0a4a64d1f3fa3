package org.rtkit4j.emulator.firmware;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.rtkit4j.emulator.machine.Work;

/// What a firmware has put off.
final class Timers {
    private final PriorityQueue<Timer> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Timer::dueNanos).thenComparingLong(Timer::number));
    private long number;

    private record Timer(long dueNanos, long number, Runnable action) {}

    void add(long dueNanos, Runnable action) {
        waiting.add(new Timer(dueNanos, number++, action));
    }

    /// Runs the first action that is due; returns whether there was one.
    boolean runOne(long nowNanos) {
        Timer first = waiting.peek();
        if (first == null || first.dueNanos > nowNanos) {
            return false;
        }
        waiting.remove();
        first.action.run();
        return true;
    }

    long nextDueNanos() {
        Timer first = waiting.peek();
        return first == null ? Work.NEVER : first.dueNanos;
    }

    void clear() {
        waiting.clear();
    }
}
