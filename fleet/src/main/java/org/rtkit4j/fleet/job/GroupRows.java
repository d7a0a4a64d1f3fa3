package org.rtkit4j.fleet.job;

import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.rtkit4j.fleet.table.FleetTables;

/// The table `groups`: made anew from `reports` at the end of each run, since how many devices a group has cannot be
/// added up.
final class GroupRows {
    private static final String ROWS = """
            SELECT group_id,
                   min(signature) AS signature,
                   min(what) AS what,
                   min(coprocessor) AS coprocessor,
                   min(subject) AS subject,
                   count(*) AS reports,
                   count(DISTINCT coalesce(device, file)) AS devices,
                   min(made) AS first_seen,
                   max(made) AS last_seen,
                   sort_array(collect_set(model)) AS models,
                   sort_array(collect_set(build)) AS builds,
                   min_by(struct(sentence, file, number), struct(made IS NULL, made, file, number)) AS example
            FROM reports WHERE group_id IS NOT NULL GROUP BY group_id
            """;

    private final SparkSession spark;
    private final FleetPlace place;

    GroupRows(SparkSession spark, FleetPlace place) {
        this.spark = spark;
        this.place = place;
    }

    /// Makes the table; a run that is killed meanwhile leaves it missing or old, and the next one makes it again.
    void write() throws IOException {
        Path reports = place.table(FleetTables.REPORTS.name());
        if (place.rowFiles(reports).isEmpty()) {
            return;
        }
        Path made = place.own("groups");
        rows(reports)
                .selectExpr(
                        "group_id",
                        "signature",
                        "what",
                        "coprocessor",
                        "subject",
                        "reports",
                        "devices",
                        "first_seen",
                        "last_seen",
                        "models",
                        "builds",
                        "example.sentence AS sentence",
                        "example.file AS example_file",
                        "example.number AS example_number")
                .coalesce(1)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(made.toString());
        replace(made);
    }

    private Dataset<Row> rows(Path reports) {
        spark.read()
                .schema(FleetTables.REPORTS.schema())
                .parquet(reports.toString())
                .createOrReplaceTempView("reports");
        return spark.sql(ROWS);
    }

    private void replace(Path made) throws IOException {
        for (FileStatus old : place.list(place.groups())) {
            place.fileSystem().delete(old.getPath(), true);
        }
        for (Path file : place.rowFiles(made)) {
            place.move(file, new Path(place.groups(), file.getName()));
        }
        place.fileSystem().delete(made, true);
    }
}
