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
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new BadInputException(file + ": cannot be written");
        }
        try (var session = NvmeSession.open(part.disk());
                var channel = new DiskChannel(session.disk())) {
            long bytes = length == null ? channel.size() - part.offset() : length;
            read(part.copy(channel, bytes), file);
            part.reportCopied("read", bytes, session.disk().restarts());
        }
        return ExitStatus.OK;
    }

    private static void read(Copy copy, Path file) throws Exception {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (var to = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                copy.read(to);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
