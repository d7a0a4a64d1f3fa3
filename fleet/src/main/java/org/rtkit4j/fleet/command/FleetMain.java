package org.rtkit4j.fleet.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.apache.spark.SparkException;
import org.rtkit4j.fleet.job.FleetException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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
                .setExecutionExceptionHandler((exception, _, _) -> failed(exception, err))
                .execute(args);
        out.flush();
        return status;
    }

    private static int failed(Exception exception, PrintWriter err) {
        err.println("rtkit: " + sentence(exception));
        return exception instanceof FleetException ? BAD_INPUT : FAILED;
    }

    private static String sentence(Exception exception) {
        return switch (exception) {
            case FleetException ours -> String.valueOf(ours.getMessage());
            case UncheckedIOException wrapped -> sentence(Objects.requireNonNull(wrapped.getCause()));
            case NoSuchFileException gone -> gone.getFile() + ": no such file or folder";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case IOException io -> io.getMessage() == null ? io.toString() : io.getMessage();
            case SparkException spark -> "the job failed: " + firstLine(spark) + "; --log FILE has all of it";
            default -> "the job failed: " + firstLine(exception) + "; --log FILE has all of it";
        };
    }

    private static String firstLine(Exception exception) {
        return exception.toString().lines().findFirst().orElse("");
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command: one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
