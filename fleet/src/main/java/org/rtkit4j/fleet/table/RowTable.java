package org.rtkit4j.fleet.table;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/// A table whose rows are each made of one thing.
///
/// @param name its folder's
/// @param meaning what a row is, in a sentence without a full stop
/// @param isByDay whether its folder has one for each day, with [#DAY] in their names
public record RowTable<T>(String name, String meaning, boolean isByDay, List<Column<T>> columns) {
    /// The column that days' folders are named by: of UTC; null where a report has no date of its own.
    public static final String DAY = "day";

    public RowTable {
        columns = List.copyOf(columns);
    }

    /// Returns the columns as Spark sees them; the day's is among them.
    public StructType schema() {
        return new StructType(columns.stream()
                .map(column -> DataTypes.createStructField(column.name(), column.type(), true))
                .toArray(StructField[]::new));
    }

    /// Returns the row of one thing.
    public Row row(T thing) {
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).value().apply(thing);
        }
        return RowFactory.create(values);
    }

    /// Returns the table's part of the document.
    public String markdown() {
        String rows = columns.stream()
                .map(column -> "| `%s` | %s | %s |%n"
                        .formatted(
                                column.name(),
                                column.type().sql().toLowerCase(java.util.Locale.ROOT),
                                column.meaning()))
                .collect(Collectors.joining());
        String where = isByDay ? "; a folder for each day" : "";
        return "### `%s`: %s%s%n%n| column | type | is |%n|---|---|---|%n%s".formatted(name, meaning, where, rows);
    }
}
