package org.rtkit4j.fleet.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.job.FleetException;
import org.rtkit4j.fleet.job.FleetJob;
import org.rtkit4j.fleet.job.FleetPlace;
import org.rtkit4j.fleet.job.RunProgress;
import org.rtkit4j.fleet.read.ReadRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit fleet run`: brings what is new into the tables.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {"Reads what is new below some paths into tables of Parquet.", ""})
final class FleetRunCommand implements Callable<Integer> {
    @Option(
            names = "--in",
            required = true,
            paramLabel = "PATH",
            description = "Reports, archives, folders, patterns; also hdfs: and s3a:. May be given several times.")
    private List<String> in = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder of the tables.")
    private String out = "";

    @Option(
            names = "--salt",
            paramLabel = "FILE",
            description = "The secret that devices' names are made with; without it DIR.salt, which is made.")
    private @Nullable String salt;

    @Option(
            names = "--lines",
            paramLabel = "FIELD",
            description =
                    "The field of JSON lines (.jsonl, .ndjson, also packed) that holds a report; without it they wait.")
    private @Nullable String lines;

    @Option(names = "--device", paramLabel = "FIELD", description = "The field of JSON lines that tells the device.")
    private @Nullable String device;

    @Option(
            names = "--device-path",
            paramLabel = "REGEX",
            description = "A pattern whose first group is the device's key in a file's path.")
    private @Nullable String devicePath;

    @Option(names = "--messages", description = "Keep the rows of mailbox logs, too.")
    private boolean messages;

    @Option(names = "--keep-paths", description = "Keep the names of files, which may name people.")
    private boolean keepPaths;

    @Option(
            names = "--batch",
            paramLabel = "FILES",
            defaultValue = "100000",
            description = "Files to be read before their rows appear: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--most-bytes",
            paramLabel = "BYTES",
            defaultValue = "" + ReadRules.MOST_BYTES,
            description = "Larger files are not read to their end: ${DEFAULT-VALUE}.")
    private long mostBytes;

    @Option(
            names = "--most-seconds",
            paramLabel = "SECONDS",
            defaultValue = "" + ReadRules.MOST_SECONDS,
            description = "Files that take longer are given up: ${DEFAULT-VALUE}.")
    private int mostSeconds;

    @Mixin
    private final SparkOptions options = new SparkOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, FleetException {
        check();
        try (SparkSession spark = options.session()) {
            Configuration hadoop = spark.sparkContext().hadoopConfiguration();
            var place = new FleetPlace(out, salt, hadoop);
            // Before a salt is made, which would be left behind.
            FleetJob.require(in, place, hadoop);
            place.requireWritable();
            ReadRules rules = new ReadRules(
                    SaltFile.pseudonyms(place, salt != null, hadoop),
                    keepPaths,
                    messages,
                    lines,
                    device,
                    devicePath,
                    mostBytes,
                    mostSeconds);
            long files = new FleetJob(spark, place, rules, batch, progress()).run(in);
            spec.commandLine().getOut().println(files + (files == 1 ? " new file" : " new files"));
            return 0;
        }
    }

    private void check() throws FleetException {
        if (batch < 1 || mostBytes < 1 || mostSeconds < 1) {
            throw new FleetException("limits are 1 at least: --batch=%d, --most-bytes=%d, --most-seconds=%d"
                    .formatted(batch, mostBytes, mostSeconds));
        }
        if (device != null && lines == null) {
            throw new FleetException("--device names a field of JSON lines, and none are read without --lines");
        }
        try {
            if (devicePath != null && Pattern.compile(devicePath).matcher("").groupCount() < 1) {
                throw new FleetException("--device-path needs a group in brackets: " + devicePath);
            }
        } catch (PatternSyntaxException e) {
            throw new FleetException("--device-path is no pattern: " + e.getDescription());
        }
    }

    private RunProgress progress() {
        PrintWriter err = spec.commandLine().getErr();
        return new ConsoleProgress(err, Boolean.getBoolean("rtkit.stderr.terminal"));
    }
}
