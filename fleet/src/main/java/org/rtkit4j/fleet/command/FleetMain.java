package org.rtkit4j.fleet.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// The entry point of `rtkit fleet`, and of `spark-submit`.
@Command(
        name = "rtkit fleet",
        mixinStandardHelpOptions = true,
        description = {"Reads reports by the million into tables, and answers questions about them.", ""},
        subcommands = {
            FleetRunCommand.class,
            FleetSummaryCommand.class,
            FleetGenerateCommand.class,
            FleetCheckCommand.class
        },
        footer = {"", "Exit status: 0 done, 1 the operation failed, 2 wrong usage or unreadable input."})
public final class FleetMain implements Runnable {
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /// Runs a command as a process would, with these streams.
    ///
    /// @return 0 done, 1 the operation failed, 2 wrong usage or unreadable input
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        int status = new CommandLine(new FleetMain())
                .setOut(out)
                .setErr(err)
                .registerConverter(LocalDate.class, FleetMisuse::day)
                .setParameterExceptionHandler(FleetMisuse::report)
                .setExecutionExceptionHandler(
                        (exception, _, parsed) -> FleetFailure.report(exception, log(parsed), err))
                .execute(args);
        out.flush();
        return status;
    }

    private static @Nullable Path log(ParseResult parsed) {
        ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        return command.matchedOptionValue("--log", null);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command: one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
