package org.rtkit4j.app.nvme;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonDocument;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.Amount;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.drivers.disk.DiskChannel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// A file, and the part of the disk that it is copied to, from, or compared with; and what is said of that in the end.
final class PartOptions {
    @Mixin
    private final DiskOptions disk = new DiskOptions();

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

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    DiskOptions disk() {
        return disk;
    }

    Path file() {
        return file;
    }

    long offset() {
        return offset;
    }

    /// Opens the file, whose content goes to the disk or is compared with it.
    FileChannel open() throws BadInputException, IOException {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + ": is a folder");
        }
        try {
            return FileChannel.open(file);
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(file, e));
        }
    }

    /// Returns what copies, or compares, so many bytes from the offset on.
    ///
    /// @throws BadInputException if the disk has no such part
    Copy copy(DiskChannel channel, long bytes) throws BadInputException {
        if (offset > channel.size() || bytes < 0 || bytes > channel.size() - offset) {
            throw new BadInputException(
                    "not on the disk: offset=%d, length=%d, size=%d".formatted(offset, bytes, channel.size()));
        }
        return new Copy(channel.position(offset), bytes, spec.commandLine().getErr(), Verbosity.showsProgress(spec));
    }

    /// Says what was done, as a line or as JSON.
    void report(String line, JsonDocument fields) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json.isWanted()) {
            Json.printObject(out, fields);
            return;
        }
        out.println(line);
        out.flush();
    }

    /// Says that a part was copied.
    void reportCopied(String verb, long bytes, int restarts) throws IOException {
        report("%s %s at %d".formatted(verb, Amount.of(bytes, "byte"), offset), document -> {
            document.writeStringField("did", verb);
            document.writeNumberField("offset", offset);
            document.writeNumberField("bytes", bytes);
            document.writeNumberField("restarts", restarts);
        });
    }
}
