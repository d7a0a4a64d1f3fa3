package org.rtkit4j.app.smc;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rtkit smc`: the system management controller.
@Command(
        name = "smc",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Talks to the system management controller: keys, sensors, battery, events.", ""},
        footer = {
            "",
            "Examples:",
            "  rtkit smc list T",
            "  rtkit smc read F0Ac",
            "  rtkit smc write F0Tg 3000",
            "  rtkit smc sensors",
            "  rtkit smc top",
            "  rtkit smc export --listen 127.0.0.1:9101"
        },
        subcommands = {
            ListCommand.class,
            ReadCommand.class,
            WriteCommand.class,
            WatchCommand.class,
            SensorsCommand.class,
            BatteryCommand.class,
            ChargeCommand.class,
            TopCommand.class,
            ExportCommand.class
        })
public final class SmcCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command: list, read, write, watch, sensors, battery, charge, top or export");
    }
}
