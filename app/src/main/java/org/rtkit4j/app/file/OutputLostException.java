package org.rtkit4j.app.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Standard output takes no more: its reader has gone, or the disk behind it is full. The command has nothing left to
/// do.
public final class OutputLostException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    OutputLostException(IOException cause) {
        super("standard output: cannot be written: " + IoReason.of(cause), cause);
    }

    /// Returns whether the reader has gone (`| head`), which is no fault that anybody needs to hear of.
    public boolean isReaderGone() {
        return String.valueOf(Objects.requireNonNull(getCause()).getMessage()).contains("Broken pipe");
    }
}
