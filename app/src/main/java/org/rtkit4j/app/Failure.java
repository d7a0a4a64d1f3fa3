package org.rtkit4j.app;

import java.io.UncheckedIOException;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// Turns what a command throws into one line and an exit status.
final class Failure {
    private Failure() {}

    static int report(Exception exception, CommandLine command, ParseResult ignored) {
        command.getErr().println("rtkit: " + Terminal.escape(sentence(exception)));
        return exception instanceof BadInputException ? ExitStatus.BAD_INPUT : ExitStatus.FAILED;
    }

    // A message of ours is a sentence; one that is missing or belongs to a bug needs its type to be of use.
    private static String sentence(Exception exception) {
        // Where no other exception may pass, one of the kind is wrapped.
        Throwable wrapped = exception instanceof UncheckedIOException ? exception.getCause() : null;
        Throwable thrown = wrapped == null ? exception : wrapped;
        String message = thrown.getMessage();
        return message == null || thrown instanceof RuntimeException ? thrown.toString() : message;
    }
}
