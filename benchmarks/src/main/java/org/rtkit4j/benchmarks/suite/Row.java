package org.rtkit4j.benchmarks.suite;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of the table.
///
/// @param name short, for JSON
/// @param work what is done, in words
/// @param unit of `ours` and `peer`
/// @param ours what ours takes
/// @param peer what the peer takes, or null where there is none
/// @param peerName who that is
/// @param ratio of ours to the peer's, or null where there is none; where both were measured in pairs, the middle one
/// of all pairs
/// @param goal what the ratio of ours to the peer's is to be, in words, or empty
/// @param met whether it is
/// @param bytes allocated by an operation, or null where that is not measured
/// @param more other figures, by name
record Row(
        String name,
        String work,
        String unit,
        double ours,
        @Nullable Double peer,
        String peerName,
        @Nullable Double ratio,
        String goal,
        boolean met,
        @Nullable Double bytes,
        Map<String, Double> more) {
    /// Returns the cells of the table.
    List<String> cells() {
        return List.of(
                work,
                number(ours) + " " + unit,
                peer == null ? "-" : number(peer) + " " + unit,
                ratio == null ? "-" : "%.2f".formatted(ratio),
                goal.isEmpty() ? "-" : goal + (met ? "" : " MISSED"),
                bytes == null ? "-" : "%.0f".formatted(bytes));
    }

    static String number(double value) {
        return value < 100 ? "%.1f".formatted(value) : "%,.0f".formatted(value);
    }
}
