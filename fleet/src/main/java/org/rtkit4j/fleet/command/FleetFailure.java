package org.rtkit4j.fleet.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.job.FleetException;

/// Says in a line why a command has ended, and in its log where.
final class FleetFailure {
    // Spark's names for its errors, which are for its own documents.
    private static final Pattern CODES = Pattern.compile("^\\[[A-Z0-9_.]+\\] | SQLSTATE: \\w+$");

    private static final Pattern CAUSED = Pattern.compile("^Caused by: (?:[\\w.$]+: )?(.+)$", Pattern.MULTILINE);

    private FleetFailure() {}

    /// Tells it, and returns the exit status.
    ///
    /// @param log where all of it goes, or null
    static int report(Exception exception, @Nullable Path log, PrintWriter err) {
        err.println("rtkit: " + sentence(exception, log));
        if (log != null) {
            append(log, exception);
        }
        return isBadInput(exception) ? FleetMain.BAD_INPUT : FleetMain.FAILED;
    }

    private static boolean isBadInput(Exception exception) {
        return exception instanceof FleetException
                || exception instanceof NoSuchFileException
                || exception instanceof AccessDeniedException;
    }

    private static String sentence(Exception exception, @Nullable Path log) {
        return switch (exception) {
            case FleetException ours -> String.valueOf(ours.getMessage());
            case UncheckedIOException wrapped -> sentence(Objects.requireNonNull(wrapped.getCause()), log);
            case NoSuchFileException gone -> gone.getFile() + ": no such file or folder";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case IOException io -> io.getMessage() == null ? io.toString() : io.getMessage();
            default ->
                "the job failed: %s; %s has all of it"
                        .formatted(reason(FleetException.firstCause(exception)), log == null ? "--log FILE" : log);
        };
    }

    /// Returns what went wrong at first. Of an executor elsewhere only its trace comes here, in the message.
    private static String reason(Throwable first) {
        String message = first.getMessage() == null ? "" : first.getMessage();
        String caused = CAUSED.matcher(message)
                .results()
                .map(found -> found.group(1))
                .reduce((_, last) -> last)
                .orElse("");
        String line = caused.isEmpty() ? message.lines().findFirst().orElse("") : caused;
        String plain = CODES.matcher(line.strip()).replaceAll("");
        return isPlain(first) && !plain.isEmpty() ? plain : first.getClass().getSimpleName() + ": " + plain;
    }

    // Whose name says nothing.
    private static boolean isPlain(Throwable e) {
        return e instanceof IOException || e instanceof SparkException || e.getClass() == RuntimeException.class;
    }

    private static void append(Path log, Exception exception) {
        try (var out = new PrintWriter(Files.newBufferedWriter(
                log, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            exception.printStackTrace(out);
        } catch (IOException _) {
            // It could be written at the start; what matters was said.
        }
    }
}
