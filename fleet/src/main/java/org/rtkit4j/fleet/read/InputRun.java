package org.rtkit4j.fleet.read;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some inputs that one thread reads one after the other, until it is stopped.
final class InputRun implements Runnable {
    private final Deque<FleetInput> toRead;
    private final ReadRules rules;
    private final FileOpener opener;
    private final RowQueue rows;
    private @Nullable InputReading begunLast;

    InputRun(List<FleetInput> inputs, ReadRules rules, FileOpener opener, RowQueue rows) {
        this.toRead = new ArrayDeque<>(inputs);
        this.rules = rules;
        this.opener = opener;
        this.rows = rows;
    }

    @Override
    public void run() {
        for (InputReading reading = begin(); reading != null; reading = begin()) {
            reading.run();
        }
        rows.handOver();
    }

    private synchronized @Nullable InputReading begin() {
        FleetInput next = toRead.poll();
        if (next == null) {
            return null;
        }
        begunLast = new InputReading(next, rules, opener, rows);
        return begunLast;
    }

    /// Sees to it that no further input is begun.
    ///
    /// @return those that were not
    synchronized List<FleetInput> stop() {
        List<FleetInput> left = List.copyOf(toRead);
        toRead.clear();
        return left;
    }

    /// Returns the input that was begun last, or null before the first.
    synchronized @Nullable InputReading begunLast() {
        return begunLast;
    }
}
