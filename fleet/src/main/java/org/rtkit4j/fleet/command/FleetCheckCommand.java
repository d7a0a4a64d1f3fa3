package org.rtkit4j.fleet.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.rtkit4j.fleet.generate.FleetTruth;
import org.rtkit4j.fleet.job.FleetException;
import org.rtkit4j.fleet.job.FleetPlace;
import org.rtkit4j.fleet.summary.FleetViews;
import org.rtkit4j.fleet.summary.TableCounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit fleet check`: whether tables are exactly as a fleet was made up.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {"Compares tables with what rtkit fleet generate has written: every count, or status 1.", ""})
final class FleetCheckCommand implements Callable<Integer> {
    @Option(names = "--tables", required = true, paramLabel = "DIR", description = "The folder of the tables.")
    private String tables = "";

    @Option(names = "--truth", required = true, paramLabel = "FILE", description = "DIR.truth.json of generate.")
    private Path truth = Path.of("");

    @Mixin
    private final SparkOptions options = new SparkOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, FleetException {
        FleetTruth expected = expected();
        try (SparkSession spark = options.session()) {
            var place = new FleetPlace(tables, spark.sparkContext().hadoopConfiguration());
            return compare(expected, TableCounts.of(new FleetViews(spark, place)));
        }
    }

    private FleetTruth expected() throws IOException, FleetException {
        try {
            return FleetTruth.read(truth);
        } catch (NoSuchFileException _) {
            throw new FleetException(truth + ": no such file");
        } catch (JsonProcessingException _) {
            throw new FleetException(truth + ": not written by rtkit fleet generate");
        } catch (IOException e) {
            throw new FleetException(truth + ": cannot be read: " + e.getMessage());
        }
    }

    private int compare(FleetTruth expected, FleetTruth found) {
        PrintWriter out = spec.commandLine().getOut();
        var names = new TreeSet<>(expected.counts().keySet());
        names.addAll(found.counts().keySet());
        int wrong = 0;
        for (String name : names) {
            if (expected.count(name) != found.count(name)) {
                wrong++;
                out.printf("%s: expected %d, found %d%n", name, expected.count(name), found.count(name));
            }
        }
        out.printf(
                "%d of %d counts are right, %d reports%n", names.size() - wrong, names.size(), found.count("reports"));
        return wrong == 0 ? 0 : FleetMain.FAILED;
    }
}
