package org.rtkit4j.fleet.read;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;

/// Waits for the next rows of the inputs that are being read.
@FunctionalInterface
interface RowWait {
    /// Waits so many seconds. A pause of the whole process, as of a machine that sleeps, counts as one second
    /// at most: nobody could read meanwhile.
    RowWait SECONDS = (rows, seconds) -> {
        List<Row> next = List.of();
        for (int i = 0; i < seconds && next.isEmpty(); i++) {
            next = rows.take(1, TimeUnit.SECONDS);
        }
        return next;
    };

    /// Returns the next rows, none where none has come in that time.
    List<Row> next(RowQueue rows, int seconds) throws InterruptedException;
}
