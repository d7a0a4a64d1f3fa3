package org.rtkit4j.simulation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.rtkit4j.core.session.Move;
import org.rtkit4j.core.session.Stage;

/// The moves of a session that were seen, how often, and the shortest story that has each.
///
/// A session tells its listener where it goes and not why. No two moves of its table have both ends in common, so the
/// table knows the cause; and the session itself checks that its cause is that one.
public final class MoveTable {
    private final Map<Step, Sighting> seen =
            new TreeMap<>(Comparator.comparing(Step::from).thenComparing(Step::to));

    /// A move of the session, as its listener hears of it.
    public record Step(Stage from, Stage to) {
        static Step of(Move move) {
            return new Step(move.from(), move.to());
        }

        @Override
        public String toString() {
            return from + " → " + to;
        }
    }

    private record Sighting(long times, String story) {
        Sighting and(Sighting other) {
            return new Sighting(times + other.times, story);
        }
    }

    void add(Step step, Supplier<String> story) {
        Sighting before = seen.get(step);
        seen.put(step, before == null ? new Sighting(1, story.get()) : new Sighting(before.times + 1, before.story));
    }

    /// Adds what another table has seen.
    public void addAll(MoveTable other) {
        other.seen.forEach((step, sighting) -> seen.merge(step, sighting, Sighting::and));
    }

    /// Returns what was seen and is no move of `table`: each with its shortest story, to be replayed.
    public List<String> illegal(Collection<Move> table) {
        List<Step> legal = table.stream().map(Step::of).toList();
        return seen.entrySet().stream()
                .filter(entry -> !legal.contains(entry.getKey()))
                .map(entry -> entry.getKey() + ": " + entry.getValue().story)
                .toList();
    }

    /// Returns the moves of `table` that were seen.
    public List<Move> seen(Collection<Move> table) {
        return table.stream().filter(move -> seen.containsKey(Step.of(move))).toList();
    }

    /// Returns the moves of `table` that were never seen.
    public List<Move> unseen(Collection<Move> table) {
        return table.stream().filter(move -> !seen.containsKey(Step.of(move))).toList();
    }

    /// Returns the moves of `table` that were seen, a line for each: phase, cause, phase, and how often.
    public String toString(Collection<Move> table) {
        var text = new StringBuilder("%-14s %-14s %-14s %12s%n".formatted("from", "cause", "to", "seen"));
        for (Move move : table) {
            Sighting sighting = seen.get(Step.of(move));
            if (sighting != null) {
                text.append(
                        "%-14s %-14s %-14s %,12d%n".formatted(move.from(), move.cause(), move.to(), sighting.times));
            }
        }
        return text.toString();
    }
}
