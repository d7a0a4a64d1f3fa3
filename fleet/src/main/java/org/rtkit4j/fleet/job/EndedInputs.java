package org.rtkit4j.fleet.job;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.rtkit4j.fleet.table.FleetTables;

/// What earlier runs have done with inputs, by their pseudonyms.
///
/// @param read inputs that are not read again
/// @param failed those that could not be opened at some time; some of them were read since
record EndedInputs(Set<String> read, Set<String> failed) {
    static EndedInputs of(SparkSession spark, FleetPlace place) throws IOException {
        Path files = place.table(FleetTables.FILES.name());
        if (place.rowFiles(files).isEmpty()) {
            return new EndedInputs(Set.of(), Set.of());
        }
        Dataset<Row> rows = FleetPlace.rows(spark, FleetTables.FILES, files);
        return new EndedInputs(names(rows.where("again IS NULL")), names(rows.where("again IS NOT NULL")));
    }

    private static Set<String> names(Dataset<Row> rows) {
        return new HashSet<>(rows.select("file").as(Encoders.STRING()).collectAsList());
    }

    /// Returns whether there is something to be done with an input. A folder was looked into when it was listed: that
    /// matters where it could not be before.
    ///
    /// @param file its pseudonym, which is dear: not asked for in a first run
    boolean isToDo(Supplier<String> file, boolean isFolder) {
        boolean isFirstRun = read.isEmpty() && failed.isEmpty();
        return isFirstRun ? !isFolder : isToDo(file.get(), isFolder);
    }

    private boolean isToDo(String file, boolean isFolder) {
        return !read.contains(file) && (!isFolder || failed.contains(file));
    }
}
