package org.rtkit4j.app;

import java.util.Arrays;
import java.util.Objects;
import org.rtkit4j.app.terminal.Verbosity;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// The commands as far as a call needs them: of those that it does not name, the help shows a line and no more.
///
/// To look at every option of every command takes longer than all else that a short command does.
final class CommandTree {
    private static final CommandLine.IFactory FACTORY = CommandLine.defaultFactory();

    private CommandTree() {}

    /// Returns the command line for these arguments.
    static CommandLine of(String... args) {
        String named = firstWord(args);
        // A file of arguments may name any; completion tells of all.
        boolean isAll = named.startsWith("@") || named.equals("completion");
        var root = new RtkitCommand();
        CommandSpec spec = CommandSpec.wrapWithoutInspection(root);
        root.belongTo(spec);
        Command rtkit = annotation(RtkitCommand.class);
        spec.updateCommandAttributes(rtkit, FACTORY);
        spec.mixinStandardHelpOptions(rtkit.mixinStandardHelpOptions());
        Verbosity.addTo(spec);
        for (Class<?> each : rtkit.subcommands()) {
            Command command = annotation(each);
            if (isAll || named.equals(command.name())) {
                spec.addSubcommand(command.name(), new CommandLine(each, FACTORY));
            } else {
                spec.addSubcommand(command.name(), described(command));
            }
        }
        return new CommandLine(spec, FACTORY);
    }

    /// Returns the arguments of `rtkit help COMMAND` as those of `rtkit COMMAND --help`, and all others as they are.
    static String[] spelled(String... args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        String[] asked = Arrays.copyOfRange(args, 1, args.length + 1);
        asked[asked.length - 1] = "--help";
        return asked;
    }

    // Options that stand before the command have no values.
    private static String firstWord(String... args) {
        return Arrays.stream(args)
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .orElse("");
    }

    private static CommandSpec described(Command command) {
        CommandSpec spec = CommandSpec.create().name(command.name());
        spec.usageMessage().description(command.description());
        return spec;
    }

    private static Command annotation(Class<?> command) {
        return Objects.requireNonNull(command.getAnnotation(Command.class));
    }
}
