package org.rtkit4j.app;

import org.rtkit4j.app.boot.BootCommand;
import org.rtkit4j.app.boot.CyclesCommand;
import org.rtkit4j.app.boot.FaultsCommand;
import org.rtkit4j.app.capture.CaptureCommand;
import org.rtkit4j.app.devices.DevicesCommand;
import org.rtkit4j.app.display.DisplayCommand;
import org.rtkit4j.app.doctor.DoctorCommand;
import org.rtkit4j.app.emulate.EmulateCommand;
import org.rtkit4j.app.explain.ExplainCommand;
import org.rtkit4j.app.fleet.FleetCommand;
import org.rtkit4j.app.input.InputCommand;
import org.rtkit4j.app.matrix.MatrixCommand;
import org.rtkit4j.app.modules.ModulesCommand;
import org.rtkit4j.app.nvme.NvmeCommand;
import org.rtkit4j.app.probe.ProbeCommand;
import org.rtkit4j.app.sensors.AopCommand;
import org.rtkit4j.app.serve.ServeCommand;
import org.rtkit4j.app.smc.SmcCommand;
import org.rtkit4j.app.supervise.SuperviseCommand;
import org.rtkit4j.app.terminal.BuiltVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command without a subcommand: says what there is.
@Command(
        name = "rtkit",
        mixinStandardHelpOptions = true,
        versionProvider = BuiltVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Talks RTKit, the protocol of Apple silicon's co-processors, and explains their crashes.", ""},
        footer = {
            "",
            "Start with `rtkit boot`, or `rtkit explain FILE` for a panic report that you have.",
            "Exit status: 0 done, 1 the operation failed, 2 wrong usage or unreadable input."
        },
        subcommands = {
            BootCommand.class,
            CaptureCommand.class,
            CompletionCommand.class,
            CyclesCommand.class,
            DevicesCommand.class,
            DisplayCommand.class,
            DoctorCommand.class,
            EmulateCommand.class,
            ExplainCommand.class,
            FaultsCommand.class,
            FleetCommand.class,
            InputCommand.class,
            MatrixCommand.class,
            ModulesCommand.class,
            NvmeCommand.class,
            ProbeCommand.class,
            AopCommand.class,
            ServeCommand.class,
            SmcCommand.class,
            SuperviseCommand.class
        })
public final class RtkitCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    /// Tells it its place, where picocli does not look at it.
    void belongTo(CommandSpec own) {
        spec = own;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command: one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
