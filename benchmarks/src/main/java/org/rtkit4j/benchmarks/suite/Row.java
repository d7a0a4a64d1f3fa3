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
        String goal,
        boolean met,
        @Nullable Double bytes,
        Map<String, Double> more) {
    /// Returns ours by the peer's, or null.
    @Nullable
    Double ratio() {
        return peer == null ? null : ours / peer;
    }

    /// Returns the cells of the table.
    List<String> cells() {
        return List.of(
                work,
                number(ours) + " " + unit,
                peer == null ? "-" : number(peer) + " " + unit,
                peer == null ? "-" : "%.2f".formatted(ours / peer),
                goal.isEmpty() ? "-" : goal + (met ? "" : " MISSED"),
                bytes == null ? "-" : "%.0f".formatted(bytes));
    }

    static String number(double value) {
        return value < 100 ? "%.1f".formatted(value) : "%,.0f".formatted(value);
    }
}
