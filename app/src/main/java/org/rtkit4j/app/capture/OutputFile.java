package org.rtkit4j.app.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.rtkit4j.app.terminal.BadInputException;

/// A file that appears when it is complete, and not before.
final class OutputFile {
    private OutputFile() {}

    /// Fills a file.
    @FunctionalInterface
    interface Content {
        void write(Path file) throws IOException, BadInputException;
    }

    /// Writes beside `file`, and moves it there once all is written.
    ///
    /// @throws BadInputException if it cannot be written there
    static void write(Path file, Content content) throws IOException, BadInputException {
        Path folder = file.toAbsolutePath().getParent();
        Path part;
        try {
            part = Files.createTempFile(folder, "." + file.getFileName(), ".part");
        } catch (IOException e) {
            throw new BadInputException("%s: cannot be written: %s".formatted(file, e.getMessage()));
        }
        try {
            content.write(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
