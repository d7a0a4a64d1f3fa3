package org.rtkit4j.app.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.rtkit4j.app.terminal.BadInputException;

/// A folder that a command is going to write to, perhaps only after days: what stands in the way is said at once.
public final class OutputFolder {
    private OutputFolder() {}

    /// Makes the folder where it is missing, and tries that a file can be made in it.
    ///
    /// @throws BadInputException if it cannot; the message names the folder and the reason
    public static Path ready(Path folder) throws BadInputException {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            Files.delete(Files.createTempFile(folder, ".", ".part"));
            return folder;
        } catch (NoSuchFileException _) {
            throw new BadInputException("%s: cannot be written: %s".formatted(folder, IoReason.ofMissing(folder)));
        } catch (IOException e) {
            throw new BadInputException(IoReason.unwritable(folder, e));
        }
    }
}
