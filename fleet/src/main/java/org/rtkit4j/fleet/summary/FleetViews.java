package org.rtkit4j.fleet.summary;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.rtkit4j.fleet.job.FleetException;
import org.rtkit4j.fleet.job.FleetPlace;
import org.rtkit4j.fleet.table.FleetTables;
import org.rtkit4j.fleet.table.RowTable;

/// The tables of a folder, to be asked in SQL by their names.
public final class FleetViews {
    private final SparkSession spark;

    /// @throws FleetException if no run has made tables there, or not of this version
    public FleetViews(SparkSession spark, FleetPlace place) throws IOException, FleetException {
        place.requireTables();
        this.spark = spark;
        for (RowTable<?> table : FleetTables.OF_BATCH) {
            place.fileSystem().mkdirs(place.table(table.name()));
            FleetPlace.rows(spark, table, place.table(table.name())).createOrReplaceTempView(table.name());
        }
    }

    /// Returns the rows of a query.
    public List<Row> query(String sql) {
        return spark.sql(sql).collectAsList();
    }
}
