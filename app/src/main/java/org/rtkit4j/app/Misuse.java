package org.rtkit4j.app;

import java.util.List;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Spelling;
import org.rtkit4j.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in two lines what is wrong with a command line, and where help is: thirty lines of options would hide it.
final class Misuse {
    private Misuse() {}

    static int report(ParameterException exception, String[] ignored) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("rtkit: " + Terminal.escape(sentence(exception)) + hint(exception));
        command.getErr().println("`%s --help` says what there is.".formatted(name));
        return ExitStatus.BAD_INPUT;
    }

    // Ours end at the line; a converter's may not.
    private static String sentence(ParameterException exception) {
        String message =
                String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private static String hint(ParameterException exception) {
        if (!(exception instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return "";
        }
        String word = unmatched.getUnmatched().getFirst();
        var spec = exception.getCommandLine().getCommandSpec();
        return Spelling.hint(
                word,
                word.startsWith("-")
                        ? spec.optionsMap().keySet()
                        : List.copyOf(spec.subcommands().keySet()));
    }
}
