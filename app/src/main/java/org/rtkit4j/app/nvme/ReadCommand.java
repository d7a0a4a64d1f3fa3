package org.rtkit4j.app.nvme;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.disk.DiskChannel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit nvme read`: the disk, or a part of it, into a file.
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = {"Copies the disk, or a part of it, to a file.", ""})
final class ReadCommand implements Callable<Integer> {
    @Mixin
    private final DiskOptions options = new DiskOptions();

    @Parameters(paramLabel = "FILE", description = "The file; what was there is replaced once all is read.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private Path file;

    @Option(
            names = "--offset",
            paramLabel = "BYTES",
            defaultValue = "0",
            converter = ByteCount.class,
            description = "Where on the disk to begin; default: ${DEFAULT-VALUE}.")
    private long offset;

    @Option(
            names = "--length",
            paramLabel = "BYTES",
            converter = ByteCount.class,
            description = "How much; default: up to the end of the disk.")
    private @Nullable Long length;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new BadInputException(file + ": cannot be written");
        }
        try (var session = NvmeSession.open(options);
                var channel = new DiskChannel(session.disk())) {
            long bytes = length == null ? channel.size() - offset : length;
            Parts.require(offset, bytes, channel.size());
            read(channel, bytes);
            Parts.report(spec, json, "read", offset, bytes, session.disk().restarts());
        }
        return ExitStatus.OK;
    }

    private void read(DiskChannel channel, long bytes) throws Exception {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (var to = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                new Copy(channel.position(offset), bytes, spec.commandLine().getErr()).read(to);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
