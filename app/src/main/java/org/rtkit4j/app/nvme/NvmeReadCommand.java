package org.rtkit4j.app.nvme;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.OutputFile;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.disk.DiskChannel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rtkit nvme read`: the disk, or a part of it, into a file.
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = {
            "Copies the disk, or a part of it, to a file.",
            "What was there is replaced once all is read.",
            ""
        })
final class NvmeReadCommand implements Callable<Integer> {
    @Mixin
    private final PartOptions part = new PartOptions();

    @Option(
            names = "--length",
            paramLabel = "BYTES",
            converter = ByteCount.class,
            description = "How much; default: up to the end of the disk.")
    private @Nullable Long length;

    @Override
    public Integer call() throws Exception {
        Path file = part.file();
        try (var output = OutputFile.begin(file);
                var session = NvmeSession.openReadOnly(part.disk());
                var channel = new DiskChannel(session.disk())) {
            long bytes = length == null ? channel.size() - part.offset() : length;
            read(part.copy(channel, bytes), output);
            part.reportCopied("read", bytes, session.disk().restarts());
        }
        return ExitStatus.OK;
    }

    private static void read(Copy copy, OutputFile output) throws Exception {
        try (var to = output.open()) {
            copy.read(to);
        }
        output.publish();
    }
}
