package org.rtkit4j.wire.file;

import java.io.Serial;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// A file has more bytes than what it should be can have. The message is one line with the file, the reason is what
/// follows it.
public final class FileTooLargeException extends FileSystemException {
    @Serial
    private static final long serialVersionUID = 1;

    FileTooLargeException(Path file, String reason) {
        super(file.toString(), null, reason);
    }
}
