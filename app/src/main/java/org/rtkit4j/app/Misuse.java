package org.rtkit4j.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Spelling;
import org.rtkit4j.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
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

    /// Refuses what picocli lets pass: help on a command that there is not, and counts below nothing.
    ///
    /// @throws ParameterException if there is such a thing
    static void requireSense(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine command = last.commandSpec().commandLine();
        List<String> words =
                last.unmatched().stream().filter(word -> !word.startsWith("-")).toList();
        if (!words.isEmpty()) {
            throw new UnmatchedArgumentException(command, words);
        }
        for (OptionSpec option : last.matchedOptions()) {
            boolean isBelow = option.getValue() instanceof Number number && number.doubleValue() < 0;
            if (isBelow && !option.longestName().equals("--seed")) {
                throw new ParameterException(
                        command,
                        "%s cannot be less than 0: %s".formatted(option.longestName(), option.<Object>getValue()));
            }
        }
    }

    /// Reads the name of a file. One of no letters would be the folder that the command runs in.
    static Path path(String name) {
        if (name.isEmpty()) {
            throw new TypeConversionException("an empty name is no file's");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("no file can have that name: " + e.getReason());
        }
    }

    // Ours end at the line; a converter's may not.
    private static String sentence(ParameterException exception) {
        String message =
                String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
        List<String> possible = possible(exception.getArgSpec());
        if (!possible.isEmpty() && exception.getValue() != null && message.contains(": ")) {
            String what = message.substring(0, message.indexOf(": "));
            message = "%s: '%s' is none of %s".formatted(what, exception.getValue(), String.join(", ", possible));
        }
        message = message.replaceFirst(" is not an? (int|long)$", " is not a whole number");
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    // The words that an argument may have, where it may not have any; in small letters, which are as good.
    private static List<String> possible(@Nullable ArgSpec argument) {
        var words = new ArrayList<String>();
        if (argument != null && argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
        }
        return words;
    }

    private static String hint(ParameterException exception) {
        if (exception.getValue() != null) {
            return Spelling.hint(exception.getValue(), possible(exception.getArgSpec()));
        }
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
