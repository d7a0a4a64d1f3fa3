package org.rtkit4j.fleet.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.generate.FleetGenerator;
import org.rtkit4j.fleet.generate.FleetPlan;
import org.rtkit4j.fleet.generate.FleetTruth;
import org.rtkit4j.fleet.job.FleetException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit fleet generate`: makes a fleet up.
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the reports of a made-up fleet, to try things with.",
            "What it holds is written to DIR.truth.json; rtkit fleet check compares tables with that.",
            "Some reports stand in JSON lines: read them with --lines report --device device.",
            ""
        })
final class FleetGenerateCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder, not there yet.")
    private Path out = Path.of("");

    @Option(names = "--reports", defaultValue = "10000", description = "How many: ${DEFAULT-VALUE}.")
    private int reports;

    @Option(names = "--devices", description = "On how many devices; without it one for twenty reports.")
    private @Nullable Integer devices;

    @Option(names = "--days", defaultValue = "10", description = "Over how many days: ${DEFAULT-VALUE}.")
    private int days;

    @Option(names = "--first", defaultValue = "2030-01-01", description = "The first of them: ${DEFAULT-VALUE}.")
    private LocalDate first = LocalDate.EPOCH;

    @Option(names = "--damaged", description = "Files that cannot be read; without it a hundredth.")
    private @Nullable Integer damaged;

    @Option(names = "--foreign", description = "Files that are no reports; without it a hundredth.")
    private @Nullable Integer foreign;

    @Option(
            names = "--singles",
            defaultValue = "10",
            description = "Of a hundred reports, how many are files of their own: ${DEFAULT-VALUE}.")
    private int singles;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed, the same fleet: ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, FleetException {
        if (Files.exists(out)) {
            throw new FleetException(out + ": is there already");
        }
        FleetTruth truth = FleetGenerator.write(plan(), out);
        truth.write(out.resolveSibling(out.getFileName() + ".truth.json"));
        spec.commandLine()
                .getOut()
                .println(truth.count("reports") + " reports of " + truth.count("devices") + " devices");
        return 0;
    }

    private FleetPlan plan() throws FleetException {
        try {
            return new FleetPlan(
                    reports,
                    devices == null ? Math.max(1, reports / 20) : devices,
                    days,
                    first,
                    damaged == null ? reports / 100 : damaged,
                    foreign == null ? reports / 100 : foreign,
                    singles,
                    seed);
        } catch (IllegalArgumentException e) {
            throw new FleetException(String.valueOf(e.getMessage()));
        }
    }
}
