package org.rtkit4j.app.input;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rtkit input`: keyboard and trackpad.
@Command(
        name = "input",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Keyboard and trackpad of notebooks: what is typed, and hands on the emulated ones.", ""},
        footer = {
            "",
            "Examples:",
            "  rtkit input type \"Hello, world\"",
            "  rtkit input watch --record keys.txt",
            "  rtkit input type --recording keys.txt"
        },
        subcommands = {InputWatchCommand.class, InputTypeCommand.class})
public final class InputCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: watch or type");
    }
}
