package org.rtkit4j.app.explain;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.rtkit4j.app.terminal.BadInputException;

/// The file that an argument names.
///
/// A name on disk is bytes; an argument is text. Where the bytes are no UTF-8, the text has lost them, but not what the
/// folder's list shows of them: the file is found by that.
final class InputPath {
    private static final char LOST = '\ufffd';

    private InputPath() {}

    /// @throws BadInputException if no file can have that name
    static Path of(String argument) throws BadInputException {
        if (argument.isEmpty()) {
            // It would be the folder that the command runs in.
            throw new BadInputException("an empty name is no file's");
        }
        try {
            Path path = Path.of(argument);
            return argument.indexOf(LOST) < 0 || Files.exists(path) ? path : listed(path);
        } catch (InvalidPathException e) {
            throw new BadInputException(argument + ": no such file: " + e.getReason());
        }
    }

    private static Path listed(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        Path wanted = path.getFileName();
        if (folder == null || wanted == null) {
            return path;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (String.valueOf(entry.getFileName()).equals(wanted.toString())) {
                    return entry;
                }
            }
        } catch (IOException _) {
            // Then there is no such file, and opening it says so.
        }
        return path;
    }
}
