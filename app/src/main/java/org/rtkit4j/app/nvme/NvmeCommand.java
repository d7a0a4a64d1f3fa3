package org.rtkit4j.app.nvme;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rtkit nvme`: the disk behind the storage co-processor.
@Command(
        name = "nvme",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Reads, writes and serves the disk behind the storage co-processor.", ""},
        footer = {
            "",
            "Examples:",
            "  rtkit nvme info",
            "  rtkit nvme write backup.img --image disk.img",
            "  rtkit nvme serve --image disk.img --socket disk.sock",
            "  nbdinfo 'nbd+unix:///?socket=disk.sock'"
        },
        subcommands = {
            InfoCommand.class,
            NvmeReadCommand.class,
            NvmeWriteCommand.class,
            VerifyCommand.class,
            NvmeServeCommand.class
        })
public final class NvmeCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: info, read, write, verify or serve");
    }
}
