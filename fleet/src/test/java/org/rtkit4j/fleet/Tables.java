package org.rtkit4j.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.rtkit4j.fleet.job.FleetException;
import org.rtkit4j.fleet.job.FleetJob;
import org.rtkit4j.fleet.job.FleetPlace;
import org.rtkit4j.fleet.job.RunProgress;
import org.rtkit4j.fleet.privacy.Pseudonyms;
import org.rtkit4j.fleet.read.ReadRules;

/// A run of the job in a test's folder, and what is in the tables afterwards.
record Tables(SparkSession spark, FleetPlace place, ReadRules rules) {
    static final Pseudonyms PSEUDONYMS = new Pseudonyms("a salt for tests".getBytes(StandardCharsets.UTF_8));

    static Tables in(Path folder, ReadRules rules) throws FleetException {
        SparkSession spark = EmbeddedSpark.session();
        var place =
                new FleetPlace(folder.toUri().toString(), spark.sparkContext().hadoopConfiguration());
        return new Tables(spark, place, rules);
    }

    /// Reads what is new below a path.
    long run(int filesPerBatch, Path... inputs) throws IOException, FleetException {
        List<String> paths = new ArrayList<>();
        for (Path input : inputs) {
            paths.add(input.toString());
        }
        return new FleetJob(spark, place, rules, filesPerBatch, RunProgress.NONE).run(paths);
    }

    List<Row> rows(String table, String... columns) {
        var all = spark.read()
                .option("__globPaths__", "false")
                .parquet(place.table(table).toString());
        return columns.length == 0
                ? all.collectAsList()
                : all.selectExpr(columns).collectAsList();
    }

    /// Returns the rows as text, in an order of their own: to compare tables of two runs.
    TreeSet<String> sorted(String table) {
        var sorted = new TreeSet<String>();
        int number = 0;
        for (String row : rows(table).stream().map(Row::json).sorted().toList()) {
            sorted.add(row + (sorted.contains(row) ? " again " + number++ : ""));
        }
        return sorted;
    }
}
