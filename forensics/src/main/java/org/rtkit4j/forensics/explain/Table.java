package org.rtkit4j.forensics.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of cells in aligned columns. A column whose title begins with `>` is aligned to the right.
final class Table {
    private final String[] titles;
    private final List<String[]> rows = new ArrayList<>();

    Table(String... titles) {
        this.titles = titles;
    }

    void row(String... cells) {
        rows.add(cells);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void printWithoutEmptyColumns(Page page) {
        int[] kept = IntStream.range(0, titles.length)
                .filter(column -> rows.stream().anyMatch(row -> !row[column].isEmpty()))
                .toArray();
        var table = new Table(IntStream.of(kept).mapToObj(i -> titles[i]).toArray(String[]::new));
        rows.forEach(row -> table.row(IntStream.of(kept).mapToObj(i -> row[i]).toArray(String[]::new)));
        table.print(page);
    }

    void print(Page page) {
        int[] widths = widths();
        var heads = new String[titles.length];
        for (int i = 0; i < titles.length; i++) {
            heads[i] = title(i);
        }
        page.line(page.style().faint(format(heads, widths)));
        for (String[] row : rows) {
            page.line(format(row, widths));
        }
    }

    private int[] widths() {
        var widths = new int[titles.length];
        for (int i = 0; i < titles.length; i++) {
            widths[i] = title(i).length();
            for (String[] row : rows) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return widths;
    }

    private String format(String[] cells, int[] widths) {
        var line = new StringBuilder(" ");
        for (int i = 0; i < cells.length; i++) {
            String padding = " ".repeat(widths[i] - cells[i].length());
            boolean right = titles[i].startsWith(">");
            line.append(i == 0 ? " " : "  ").append(right ? padding + cells[i] : cells[i] + padding);
        }
        return line.toString().stripTrailing();
    }

    private String title(int column) {
        return titles[column].startsWith(">") ? titles[column].substring(1) : titles[column];
    }
}
