package org.rtkit4j.fleet.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.job.FleetException;
import org.rtkit4j.fleet.job.FleetJob;
import org.rtkit4j.fleet.job.FleetPlace;
import org.rtkit4j.fleet.summary.FleetSummary;
import org.rtkit4j.fleet.summary.FleetViews;
import org.rtkit4j.fleet.summary.SummaryJson;
import org.rtkit4j.fleet.summary.SummaryPage;
import org.rtkit4j.fleet.summary.SummaryText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit fleet summary`: what the tables say.
@Command(
        name = "summary",
        mixinStandardHelpOptions = true,
        description = {"Says what is new, what became worse with which build, and which model suffers.", ""})
final class FleetSummaryCommand implements Callable<Integer> {
    @Option(names = "--tables", required = true, paramLabel = "DIR", description = "The folder of the tables.")
    private String tables = "";

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Tell the groups that are new since this day, in UTC.")
    private @Nullable LocalDate since;

    @Option(names = "--most", defaultValue = "20", description = "How many groups and models: ${DEFAULT-VALUE}.")
    private int most;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write one page that needs nothing else.")
    private @Nullable Path html;

    @Mixin
    private final SparkOptions options = new SparkOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, FleetException {
        if (most < 1) {
            throw new FleetException("--most is 1 at least: " + most);
        }
        requireFolderOf(html);
        try (SparkSession spark = options.session()) {
            FleetJob.configure(spark);
            var place = new FleetPlace(tables, spark.sparkContext().hadoopConfiguration());
            tell(FleetSummary.of(new FleetViews(spark, place), since, most));
        }
        return 0;
    }

    // Before anything is counted.
    private static void requireFolderOf(@Nullable Path file) throws FleetException {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (file != null && (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder))) {
            throw new FleetException("the page cannot be written there: --html=" + file);
        }
    }

    private void tell(FleetSummary summary) throws IOException, FleetException {
        PrintWriter out = spec.commandLine().getOut();
        if (html != null) {
            write(html, summary);
        }
        if (json) {
            SummaryJson.write(summary, out);
        } else if (html == null) {
            new SummaryText(out).print(summary, since);
        }
    }

    private void write(Path file, FleetSummary summary) throws FleetException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            print(part, summary);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FleetException("the page cannot be written: --html=%s, %s".formatted(file, e.getMessage()));
        }
    }

    private void print(Path part, FleetSummary summary) throws IOException {
        try (var page = new PrintWriter(Files.newBufferedWriter(part))) {
            new SummaryPage(page).print(summary, since == null ? "" : since.toString());
            if (page.checkError()) {
                throw new IOException("no room for it");
            }
        }
    }
}
