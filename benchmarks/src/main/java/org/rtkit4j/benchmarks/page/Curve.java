package org.rtkit4j.benchmarks.page;

import java.time.Duration;
import java.util.List;

/// A series of values as a drawing of letters: time to the right, the value upwards from zero.
///
/// @param values at equal distances in time, at least one
/// @param unit what is drawn
/// @param time from the first to the last
record Curve(List<Long> values, String unit, Duration time) {
    private static final int COLUMNS = 72;
    private static final int ROWS = 12;

    @Override
    public String toString() {
        long top = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
        var drawing = new StringBuilder();
        for (int row = ROWS; row > 0; row--) {
            long from = top * (row - 1) / ROWS;
            drawing.append(row == ROWS ? "%6d |".formatted(top) : "       |");
            for (int column = 0; column < columns(); column++) {
                drawing.append(at(column) > from ? '#' : ' ');
            }
            drawing.append('\n');
        }
        return drawing.append("     0 +")
                .append("-".repeat(columns()))
                .append('\n')
                .append("        %s, over %d s%n".formatted(unit, time.toSeconds()))
                .toString();
    }

    private int columns() {
        return Math.min(COLUMNS, values.size());
    }

    // The highest of those that share a column: a peak must not hide between two.
    private long at(int column) {
        int from = column * values.size() / columns();
        int to = (column + 1) * values.size() / columns();
        return values.subList(from, to).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }
}
