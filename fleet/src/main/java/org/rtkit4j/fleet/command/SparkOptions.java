package org.rtkit4j.fleet.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.job.FleetException;
import picocli.CommandLine.Option;

/// Where Spark runs: in this process, unless `spark-submit` has said where.
final class SparkOptions {
    private static final String LOCAL = "local";
    private static final int PARTS_PER_CORE = 4;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark's master; without it this process: local[*], or what spark-submit says.")
    private @Nullable String master;

    @Option(names = "--log", paramLabel = "FILE", description = "Write what Spark logs to this file.")
    private @Nullable Path log;

    /// Starts Spark, or takes the session that is there.
    ///
    /// @throws FleetException if the log cannot be written
    SparkSession session() throws FleetException {
        if (log != null) {
            requireWritable(log);
            System.setProperty("rtkit.fleet.log", log.toString());
            System.setProperty("rtkit.fleet.log.level", "info");
        }
        SparkSession.Builder builder = SparkSession.builder()
                .appName("rtkit fleet")
                .config("spark.ui.enabled", System.getProperty("spark.ui.enabled", "false"))
                .config("spark.ui.showConsoleProgress", "false");
        String chosen = master == null && System.getProperty("spark.master") == null ? "local[*]" : master;
        return (chosen == null ? builder : on(chosen, builder)).getOrCreate();
    }

    // Who writes the log says nothing where that fails.
    private static void requireWritable(Path log) throws FleetException {
        try {
            Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException _) {
            throw new FleetException("the log cannot be written: --log=" + log);
        }
    }

    private static SparkSession.Builder on(String master, SparkSession.Builder builder) {
        return master.startsWith(LOCAL) ? local(builder).master(master) : builder.master(master);
    }

    // Spark's own 200 parts of a shuffle are for clusters: each of them costs every task a file.
    private static SparkSession.Builder local(SparkSession.Builder builder) {
        int parts = PARTS_PER_CORE * Runtime.getRuntime().availableProcessors();
        return builder.config("spark.sql.shuffle.partitions", Integer.toString(parts))
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1");
    }
}
