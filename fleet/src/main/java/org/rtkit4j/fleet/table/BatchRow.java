package org.rtkit4j.fleet.table;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/// What reading gives, before it is put into tables: a row with a part for each of them, all null but those that it
/// brings a row of. So one pass over the inputs serves every table.
public final class BatchRow {
    private static final int FILE = FleetTables.OF_BATCH.indexOf(FleetTables.FILES);

    private BatchRow() {}

    /// A row of `reports`, and of `crashes` where a co-processor crashed.
    public static Row of(ReportAnswer answer) {
        Row crash = answer.crash() == null ? null : FleetTables.CRASHES.row(answer);
        return row(FleetTables.REPORTS.row(answer), crash, null, null, null);
    }

    public static Row of(LoggedMessage message) {
        return row(null, null, FleetTables.MESSAGES.row(message), null, null);
    }

    public static Row of(UnreadableFile file) {
        return row(null, null, null, FleetTables.UNREADABLE.row(file), null);
    }

    public static Row of(EndedInput file) {
        return row(null, null, null, null, FleetTables.FILES.row(file));
    }

    /// Returns whether the row is the last of an input.
    public static boolean isLast(Row row) {
        return !row.isNullAt(FILE);
    }

    private static Row row(@Nullable Row... parts) {
        return RowFactory.create((Object[]) parts);
    }
}
