package org.rtkit4j.fleet.job;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.rtkit4j.fleet.table.FleetTables;

/// The rows of `unreadable` that are not there for good: those of inputs that could not be opened, and were not read
/// since. Made anew at the end of each run, beside those of the batches.
final class WaitingRows {
    private static final String WAITING = "waiting-";

    private static final String ROWS = """
            SELECT file, max(path) AS path, max(again) AS reason
            FROM files AS waiting
            WHERE again IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM files AS taken WHERE taken.file = waiting.file AND taken.again IS NULL)
            GROUP BY file
            """;

    private final SparkSession spark;
    private final FleetPlace place;

    WaitingRows(SparkSession spark, FleetPlace place) {
        this.spark = spark;
        this.place = place;
    }

    /// Makes them; a run that is killed meanwhile leaves them missing or old, and the next one makes them again.
    ///
    /// @return the inputs that wait
    Set<String> write() throws IOException {
        Path files = place.table(FleetTables.FILES.name());
        if (place.rowFiles(files).isEmpty() || !hasFailures(files)) {
            return Set.of();
        }
        Path made = place.own("waiting");
        spark.sql(ROWS).coalesce(1).write().mode(SaveMode.Overwrite).parquet(made.toString());
        Set<String> waiting = names(made);
        place.replace(place.table(FleetTables.UNREADABLE.name()), WAITING, made);
        return waiting;
    }

    private boolean hasFailures(Path files) {
        Dataset<Row> rows = FleetPlace.rows(spark, FleetTables.FILES, files);
        rows.createOrReplaceTempView("files");
        return !rows.where("again IS NOT NULL").isEmpty();
    }

    private Set<String> names(Path made) {
        Dataset<Row> rows = FleetPlace.rows(spark, FleetTables.UNREADABLE, made);
        return new HashSet<>(rows.select("file").as(Encoders.STRING()).collectAsList());
    }
}
