package org.rtkit4j.app.nvme;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.rtkit4j.app.terminal.Amount;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.disk.DiskChannel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rtkit nvme verify`: whether the disk holds what a file does.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {"Compares the disk with a file. Exit status 1: they differ.", ""})
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private final PartOptions part = new PartOptions();

    @Override
    public Integer call() throws Exception {
        try (var with = part.open();
                var session = NvmeSession.openReadOnly(part.disk());
                var channel = new DiskChannel(session.disk())) {
            long bytes = with.size();
            long same = part.copy(channel, bytes).compare(with);
            report(bytes, same);
            return same < 0 ? ExitStatus.OK : ExitStatus.FAILED;
        }
    }

    private void report(long bytes, long same) throws IOException {
        long offset = part.offset();
        String line = same < 0
                ? "the same: %s at %d".formatted(Amount.of(bytes, "byte"), offset)
                : "different: disk offset=%d, file offset=%d".formatted(offset + same, same);
        part.report(line, document -> {
            document.writeNumberField("offset", offset);
            document.writeNumberField("bytes", bytes);
            document.writeBooleanField("same", same < 0);
            if (same >= 0) {
                document.writeNumberField("firstDifference", offset + same);
            }
        });
    }
}
