package org.rtkit4j.app.nvme;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rtkit4j.app.terminal.BadInputException;
import picocli.CommandLine.Model.CommandSpec;

/// Parts of a disk, and what is said when one was moved.
final class Parts {
    private Parts() {}

    /// @throws BadInputException if the disk has no such part
    static void require(long offset, long bytes, long sizeBytes) throws BadInputException {
        if (offset > sizeBytes || bytes < 0 || bytes > sizeBytes - offset) {
            throw new BadInputException(
                    "not on the disk: offset=%d, length=%d, size=%d".formatted(offset, bytes, sizeBytes));
        }
    }

    /// Opens a file whose content goes to the disk, or is compared with it.
    static FileChannel open(Path file) throws BadInputException, IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new BadInputException(file + ": cannot be read");
        }
        return FileChannel.open(file);
    }

    static void report(CommandSpec spec, boolean json, String what, long offset, long bytes, int restarts)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            NvmeJson.object(out, document -> {
                document.writeStringField("did", what);
                document.writeNumberField("offset", offset);
                document.writeNumberField("bytes", bytes);
                document.writeNumberField("restarts", restarts);
            });
        } else {
            out.println("%s %d bytes at %d".formatted(what, bytes, offset));
            out.flush();
        }
    }
}
