package org.rtkit4j.fleet.job;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.rtkit4j.fleet.read.FleetInput;
import org.rtkit4j.fleet.read.ReadRules;

/// Brings the reports below some paths into tables: those that are not in them yet.
///
/// Run by one driver at a time. A file is known by its name; what changes in it after it was read is not seen.
public final class FleetJob {
    private final SparkSession spark;
    private final FleetPlace place;
    private final ReadRules rules;
    private final int filesPerBatch;
    private final RunProgress progress;

    /// @param filesPerBatch how many files are read before their rows appear in the tables
    public FleetJob(SparkSession spark, FleetPlace place, ReadRules rules, int filesPerBatch, RunProgress progress) {
        this.spark = configure(spark);
        this.place = place;
        this.rules = rules;
        this.filesPerBatch = filesPerBatch;
        this.progress = progress;
    }

    /// Sets what tables depend on, so that they say the same whatever the session and its time zone.
    ///
    /// @return the session
    public static SparkSession configure(SparkSession spark) {
        spark.conf().set("spark.sql.session.timeZone", "UTC");
        spark.conf().set("spark.sql.datetime.java8API.enabled", "true");
        spark.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        spark.conf().set("spark.sql.parquet.compression.codec", "zstd");
        return spark;
    }

    /// Looks whether a run can begin, and makes nothing.
    ///
    /// @throws FleetException if the paths lead nowhere, or the folder for the tables holds something else
    public static void require(List<String> paths, FleetPlace place, Configuration hadoop)
            throws IOException, FleetException {
        InputListing.require(paths, hadoop);
        place.requireUsable();
    }

    /// Reads what is new.
    ///
    /// @param paths of files, folders or patterns
    /// @return how many files were read
    /// @throws FleetException if the paths lead nowhere, or the tables are not for this job
    public long run(List<String> paths) throws IOException, FleetException {
        place.open(rules.pseudonyms().check());
        try (FleetLock _ = FleetLock.take(place)) {
            place.openLines(rules.lineOptions());
            StagedBatch.endAll(place);
            List<FleetInput> fresh = fresh(paths, EndedInputs.of(spark, place));
            int batches = (fresh.size() + filesPerBatch - 1) / filesPerBatch;
            for (int i = 0; i < batches; i++) {
                int from = i * filesPerBatch;
                List<FleetInput> inputs = fresh.subList(from, Math.min(fresh.size(), from + filesPerBatch));
                read(inputs, fresh.size(), from);
            }
            new GroupRows(spark, place).write();
            return fresh.size() - waiting(fresh);
        }
    }

    /// Makes the rows of what waits.
    ///
    /// @return how many of these inputs were no files that were read
    private long waiting(List<FleetInput> fresh) throws IOException {
        Set<String> waiting = new WaitingRows(spark, place).write();
        progress.waiting(waiting.size());
        return fresh.stream()
                // A pseudonym is dear, and mostly nothing waits.
                .filter(input -> input.isFolder()
                        || (!waiting.isEmpty()
                                && waiting.contains(rules.pseudonyms().file(input.path()))))
                .count();
    }

    private List<FleetInput> fresh(List<String> paths, EndedInputs ended) throws IOException, FleetException {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        return new InputListing(hadoop, place.salt())
                .below(paths).stream()
                        .filter(input -> ended.isToDo(() -> rules.pseudonyms().file(input.path()), input.isFolder()))
                        .toList();
    }

    private void read(List<FleetInput> inputs, long all, long before) throws IOException {
        var staged = new StagedBatch(place, place.lastBatch() + 1);
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        LongAccumulator done = spark.sparkContext().longAccumulator("files");
        Broadcast<SerializableConfiguration> configuration = context.broadcast(
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
        try (var _ = progress.show(() -> before + done.value(), all)) {
            var batch = new FleetBatch(spark, staged);
            batch.make(inputs, new ReadTask(batch.rows(), rules, configuration, done));
        }
        staged.publish();
        configuration.destroy();
    }
}
