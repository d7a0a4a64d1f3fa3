package org.rtkit4j.app;

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
        String message = exception.getMessage();
        return message == null || exception instanceof RuntimeException ? exception.toString() : message;
    }
}
