package org.rtkit4j.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.rtkit4j.emulator.fault.FaultKind;
import org.rtkit4j.simulation.Outcome.End;

/// Counts what became of which fault. Any thread may add to it.
public final class FaultTable {
    private final Map<FaultKind, Row> rows = new EnumMap<>(FaultKind.class);
    private final LongAdder lifecycles = new LongAdder();
    private final LongAdder faulty = new LongAdder();
    private final LongAdder messages = new LongAdder();

    public FaultTable() {
        for (FaultKind kind : FaultKind.values()) {
            rows.put(kind, new Row());
        }
    }

    private static final class Row {
        final LongAdder planned = new LongAdder();
        final LongAdder struck = new LongAdder();
        final LongAdder unharmed = new LongAdder();
        final LongAdder recovered = new LongAdder();
        final Map<End, LongAdder> ends = new EnumMap<>(End.class);

        Row() {
            for (End end : End.values()) {
                ends.put(end, new LongAdder());
            }
        }
    }

    /// Adds a run that broke no rule.
    public void add(Scenario scenario, Outcome outcome) {
        lifecycles.increment();
        messages.add(outcome.steps());
        if (!outcome.struck().isEmpty()) {
            faulty.increment();
        }
        scenario.faults().injections().stream()
                .map(injection -> injection.kind())
                .distinct()
                .forEach(kind -> row(kind).planned.increment());
        for (FaultKind kind : outcome.struck()) {
            add(row(kind), outcome);
        }
    }

    /// Returns how many runs were added.
    public long lifecycles() {
        return lifecycles.sum();
    }

    /// Returns in how many of them a fault struck.
    public long faulty() {
        return faulty.sum();
    }

    /// Returns in how many runs this kind struck.
    public long struck(FaultKind kind) {
        return row(kind).struck.sum();
    }

    /// Returns the table. A run in which several faults struck counts in the row of each.
    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append("lifecycles: %,d, with a fault that struck: %,d, messages: %,d%n%n"
                .formatted(lifecycles.sum(), faulty.sum(), messages.sum()));
        text.append("%-20s %9s %9s %9s %9s".formatted("fault", "planned", "struck", "came up", "recovered"));
        for (End end : End.values()) {
            text.append(" %13s".formatted(end.label()));
        }
        text.append(System.lineSeparator());
        Stream.of(FaultKind.values()).forEach(kind -> append(kind, text));
        return text.toString();
    }

    private Row row(FaultKind kind) {
        Row row = rows.get(kind);
        if (row == null) {
            throw new IllegalStateException("no row: kind=" + kind);
        }
        return row;
    }

    private static void add(Row row, Outcome outcome) {
        row.struck.increment();
        if (outcome.recoveries() == 0) {
            row.unharmed.increment();
        } else {
            row.recovered.increment();
        }
        outcome.ends().forEach(end -> {
            LongAdder count = row.ends.get(end);
            if (count != null) {
                count.increment();
            }
        });
    }

    private void append(FaultKind kind, StringBuilder text) {
        Row row = row(kind);
        text.append("%-20s %9d %9d %9d %9d"
                .formatted(kind, row.planned.sum(), row.struck.sum(), row.unharmed.sum(), row.recovered.sum()));
        row.ends.values().forEach(count -> text.append(" %13d".formatted(count.sum())));
        text.append(System.lineSeparator());
    }
}
