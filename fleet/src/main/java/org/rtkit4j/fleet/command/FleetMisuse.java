package org.rtkit4j.fleet.command;

import java.time.DateTimeException;
import java.time.LocalDate;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// Says in two lines what is wrong with a command line, and where help is, as the other commands do.
final class FleetMisuse {
    private FleetMisuse() {}

    static int report(ParameterException exception, String[] ignored) {
        CommandLine command = exception.getCommandLine();
        command.getErr().println("rtkit: " + sentence(exception));
        command.getErr()
                .println("`%s --help` says what there is."
                        .formatted(command.getCommandSpec().qualifiedName()));
        return FleetMain.BAD_INPUT;
    }

    private static String sentence(ParameterException exception) {
        String message =
                String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
        String whole = message.replaceFirst(" is not an? (int|long)$", " is not a whole number");
        return whole.isEmpty() ? whole : Character.toLowerCase(whole.charAt(0)) + whole.substring(1);
    }

    /// Reads a day.
    static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw new TypeConversionException("'%s' is no date, as 2030-01-31 is one".formatted(text));
        }
    }
}
