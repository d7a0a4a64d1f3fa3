package org.rtkit4j.app.capture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rtkit capture`: what can be done with captures.
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Decodes, counts, converts and merges captures (pcapng); made with --capture.", ""},
        footer = {
            "",
            "A filter compares endpoint, type, direction (ap, iop), time, interface,",
            "latency (seconds), msg0 or a field of the message, and joins with and, or, not",
            "and ( ):",
            "  'endpoint == smc and key == TC0P'   'type == HELLO or latency > 0.001'"
        },
        subcommands = {
            DecodeCommand.class,
            StatsCommand.class,
            ConvertCommand.class,
            MergeCommand.class,
            DissectorCommand.class
        })
public final class CaptureCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: decode, stats, convert, merge or dissector");
    }
}
