package org.rtkit4j.app.sensors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rtkit sensors`: the sensors behind the always-on processor.
@Command(
        name = "sensors",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Sensors that stay on while the machine sleeps; for temperatures: rtkit smc sensors.", ""},
        footer = {"", "Examples:", "  rtkit sensors als --every 200", "  rtkit sensors las"},
        subcommands = {LightCommand.class, LidCommand.class})
public final class AopCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: als or las");
    }
}
