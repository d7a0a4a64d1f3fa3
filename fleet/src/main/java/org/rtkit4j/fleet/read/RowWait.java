package org.rtkit4j.fleet.read;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/// Waits for the next row of an input that is being read.
@FunctionalInterface
interface RowWait {
    /// Waits so many seconds. A pause of the whole process, as of a machine that sleeps, counts as one second
    /// at most: nobody could read meanwhile.
    RowWait SECONDS = (rows, seconds) -> {
        Row row = null;
        for (int i = 0; i < seconds && row == null; i++) {
            row = rows.poll(1, TimeUnit.SECONDS);
        }
        return row;
    };

    /// Returns the next row, or null where none has come in that time.
    @Nullable
    Row next(BlockingQueue<Row> rows, int seconds) throws InterruptedException;
}
