package org.rtkit4j.app.nvme;

import java.util.concurrent.Callable;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.disk.DiskChannel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rtkit nvme write`: a file onto the disk.
@Command(
        name = "write",
        mixinStandardHelpOptions = true,
        description = {"Copies a file to the disk, and flushes it.", ""})
final class NvmeWriteCommand implements Callable<Integer> {
    @Mixin
    private final PartOptions part = new PartOptions();

    @Override
    public Integer call() throws Exception {
        try (var from = part.open();
                var session = NvmeSession.open(part.disk());
                var channel = new DiskChannel(session.disk())) {
            long bytes = from.size();
            part.copy(channel, bytes).write(from);
            part.reportCopied("wrote", bytes, session.disk().restarts());
        }
        return ExitStatus.OK;
    }
}
