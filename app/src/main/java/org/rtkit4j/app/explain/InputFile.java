package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.forensics.model.Limits;

/// The bytes of a file or of standard input, up to what a crash report can have.
final class InputFile {
    private InputFile() {}

    /// @param file a path, or `-` for standard input
    static byte[] read(String file) throws BadInputException {
        try {
            if (file.equals("-")) {
                return bounded(System.in, "standard input");
            }
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return bounded(in, file);
            }
        } catch (NoSuchFileException _) {
            throw new BadInputException(file + ": no such file");
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static byte[] bounded(InputStream in, String name) throws IOException, BadInputException {
        byte[] bytes = in.readNBytes(Limits.INPUT_BYTES + 1);
        if (bytes.length > Limits.INPUT_BYTES) {
            throw new BadInputException(
                    "%s: too large for a crash report: limit=%d MiB".formatted(name, Limits.INPUT_BYTES >> 20));
        }
        return bytes;
    }
}
