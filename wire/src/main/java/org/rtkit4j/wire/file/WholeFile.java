package org.rtkit4j.wire.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that is read whole, because it is small. Its size alone does not say that: a device or a pipe tells none, and
/// may have no end.
public final class WholeFile {
    private static final int MIB = 1 << 20;

    private WholeFile() {}

    /// Reads a file.
    ///
    /// @param what it should be, for the message: `a profile`
    /// @param mostBytes below 2^31 - 1
    /// @throws FileTooLargeException if it has more bytes, with the reason `too large for a profile: limit=1 MiB`
    /// @throws IOException if it cannot be read
    public static byte[] read(Path file, String what, int mostBytes) throws IOException {
        if (Files.size(file) > mostBytes) {
            throw tooLarge(file, what, mostBytes);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw tooLarge(file, what, mostBytes);
            }
            return bytes;
        }
    }

    private static FileTooLargeException tooLarge(Path file, String what, int mostBytes) {
        String limit = mostBytes % MIB == 0 ? mostBytes / MIB + " MiB" : String.valueOf(mostBytes);
        return new FileTooLargeException(file, "too large for %s: limit=%s".formatted(what, limit));
    }
}
