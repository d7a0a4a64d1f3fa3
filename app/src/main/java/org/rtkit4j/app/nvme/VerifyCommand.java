package org.rtkit4j.app.nvme;

import java.io.IOException;
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

/// `rtkit nvme verify`: whether the disk holds what a file does.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {"Compares the disk with a file. Exit status 1: they differ.", ""})
final class VerifyCommand implements Callable<Integer> {
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
        try (var with = Parts.open(file);
                var session = NvmeSession.open(options);
                var channel = new DiskChannel(session.disk())) {
            long bytes = with.size();
            Parts.require(offset, bytes, channel.size());
            long same =
                    new Copy(channel.position(offset), bytes, spec.commandLine().getErr()).compare(with);
            report(bytes, same);
            return same < 0 ? ExitStatus.OK : ExitStatus.FAILED;
        }
    }

    private void report(long bytes, long same) throws IOException {
        var out = spec.commandLine().getOut();
        if (json) {
            NvmeJson.object(out, document -> {
                document.writeNumberField("offset", offset);
                document.writeNumberField("bytes", bytes);
                document.writeBooleanField("same", same < 0);
                if (same >= 0) {
                    document.writeNumberField("firstDifference", offset + same);
                }
            });
            return;
        }
        out.println(
                same < 0
                        ? "the same: %d bytes at %d".formatted(bytes, offset)
                        : "different: disk offset=%d, file offset=%d".formatted(offset + same, same));
        out.flush();
    }
}
