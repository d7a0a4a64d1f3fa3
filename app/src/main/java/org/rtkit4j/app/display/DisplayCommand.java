package org.rtkit4j.app.display;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rtkit display`: what a display co-processor is for.
@Command(
        name = "display",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Displays: their modes, pictures on them, and what is plugged in.", ""},
        footer = {
            "",
            "Examples:",
            "  rtkit display modes --monitor ultra-hd",
            "  rtkit display show photo.png --screenshot seen.png",
            "  rtkit display show --by iomfb --format w30r",
            "  rtkit display show --port 0:2:0 --monitor full-hd",
            "  rtkit display watch --via m1n1:/dev/ttyACM0",
            "  rtkit display plug full-hd --to http://127.0.0.1:9140/"
        },
        subcommands = {
            ModesCommand.class,
            SetModeCommand.class,
            ShowCommand.class,
            WatchPlugsCommand.class,
            PlugCommand.class,
            UnplugCommand.class
        })
public final class DisplayCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: modes, set, show, watch, plug or unplug");
    }
}
