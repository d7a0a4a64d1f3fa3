package org.rtkit4j.app.nvme;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.disk.DiskChannel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit nvme write`: a file onto the disk.
@Command(
        name = "write",
        mixinStandardHelpOptions = true,
        description = {"Copies a file to the disk, and flushes it.", ""})
final class WriteCommand implements Callable<Integer> {
    @Mixin
    private final DiskOptions options = new DiskOptions();

    @Parameters(paramLabel = "FILE", description = "The file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private Path file;

    @Option(
            names = "--offset",
            paramLabel = "BYTES",
            defaultValue = "0",
            converter = ByteCount.class,
            description = "Where on the disk to begin; default: ${DEFAULT-VALUE}.")
    private long offset;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (var from = Parts.open(file);
                var session = NvmeSession.open(options);
                var channel = new DiskChannel(session.disk())) {
            long bytes = from.size();
            Parts.require(offset, bytes, channel.size());
            new Copy(channel.position(offset), bytes, spec.commandLine().getErr()).write(from);
            Parts.report(spec, json, "wrote", offset, bytes, session.disk().restarts());
        }
        return ExitStatus.OK;
    }
}
