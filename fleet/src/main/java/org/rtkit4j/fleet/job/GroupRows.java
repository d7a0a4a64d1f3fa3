package org.rtkit4j.fleet.job;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.rtkit4j.fleet.table.FleetTables;

/// The table `groups`: made anew from `reports` at the end of each run, since how many devices a group has cannot be
/// added up.
final class GroupRows {
    /// What of a group does not tell its reports apart. No buffer of it holds a text, so Spark needs not sort for it.
    private static final String PARTS = """
            SELECT group_id, signature, what, coprocessor, subject, model, build,
                   count(*) AS reports, min(made) AS first_seen, max(made) AS last_seen
            FROM reports WHERE group_id IS NOT NULL
            GROUP BY group_id, signature, what, coprocessor, subject, model, build
            """;

    /// The example is the earliest report, or where a group has no date any that is always the same.
    private static final String ROWS = """
            WITH
            whole AS (
              SELECT group_id,
                     min(signature) AS signature,
                     min(what) AS what,
                     min(coprocessor) AS coprocessor,
                     min(subject) AS subject,
                     sum(reports) AS reports,
                     min(first_seen) AS first_seen,
                     max(last_seen) AS last_seen,
                     sort_array(collect_set(model)) AS models,
                     sort_array(collect_set(build)) AS builds
              FROM parts GROUP BY group_id),
            counted AS (
              SELECT group_id, count(*) AS devices
              FROM (SELECT DISTINCT group_id, coalesce(device, file) FROM reports WHERE group_id IS NOT NULL)
              GROUP BY group_id),
            firsts AS (
              SELECT group_id, min(first_seen) AS made FROM parts GROUP BY group_id),
            examples AS (
              SELECT /*+ BROADCAST(firsts) */
                     reports.group_id,
                     min_by(struct(sentence, file, number), struct(file, number)) AS example
              FROM reports JOIN firsts ON firsts.group_id = reports.group_id AND firsts.made <=> reports.made
              GROUP BY reports.group_id)
            SELECT whole.group_id, signature, what, coprocessor, subject, reports, devices, first_seen, last_seen,
                   models, builds,
                   example.sentence AS sentence, example.file AS example_file, example.number AS example_number
            FROM whole JOIN counted ON counted.group_id = whole.group_id
            JOIN examples ON examples.group_id = whole.group_id
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
        FleetPlace.rows(spark, FleetTables.REPORTS, reports).createOrReplaceTempView("reports");
        Dataset<Row> parts = spark.sql(PARTS).persist();
        try {
            parts.createOrReplaceTempView("parts");
            place.replace(place.groups(), "", write(place.own("groups")));
        } finally {
            parts.unpersist();
        }
    }

    private Path write(Path made) {
        spark.sql(ROWS).coalesce(1).write().mode(SaveMode.Overwrite).parquet(made.toString());
        return made;
    }
}
