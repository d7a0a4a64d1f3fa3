package org.rtkit4j.app.terminal;

import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/// How much is said beside the results: `-q` and `-v`, which every command has.
public final class Verbosity {
    private static final String QUIET = "--quiet";
    private static final String VERBOSE = "--verbose";

    private Verbosity() {}

    /// Gives both options to a command and to all that will be added below it.
    public static void addTo(CommandSpec root) {
        root.addOption(flag("-q", QUIET, "Say on stderr what has failed, and nothing else."));
        root.addOption(flag("-v", VERBOSE, "Say on stderr what goes on inside, and where a failure comes from."));
    }

    private static OptionSpec flag(String letter, String name, String description) {
        return OptionSpec.builder(letter, name)
                .type(boolean.class)
                .scopeType(ScopeType.INHERIT)
                .description(description)
                .build();
    }

    /// Returns where remarks go: what is no result and no fault, such as who has come and how far it is.
    public static PrintWriter remarks(CommandSpec command) {
        return isQuiet(command)
                ? new PrintWriter(Writer.nullWriter())
                : command.commandLine().getErr();
    }

    /// Returns whether to show progress: somebody sees it, and has not said that he does not want to.
    public static boolean showsProgress(CommandSpec command) {
        return Terminal.showsProgress() && !isQuiet(command);
    }

    /// Returns whether somebody looks for a fault.
    public static boolean isVerbose(CommandSpec command) {
        return isGiven(command, VERBOSE);
    }

    private static boolean isQuiet(CommandSpec command) {
        return isGiven(command, QUIET);
    }

    private static boolean isGiven(CommandSpec command, String name) {
        OptionSpec option = command.root().findOption(name);
        return option != null && Boolean.TRUE.equals(option.getValue());
    }
}
