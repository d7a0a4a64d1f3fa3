package org.rtkit4j.wire.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The file of a Unix socket that was bound here; whoever bound it removes it, and no other that has its name by then.
public final class SocketFile {
    // Source: POSIX sys_stat.h, S_IFMT and S_IFSOCK; Linux and macOS have the same values.
    private static final int KIND_OF_FILE = 0170000;
    private static final int SOCKET = 0140000;

    private final Path path;
    private final @Nullable Object key;

    private SocketFile(Path path, @Nullable Object key) {
        this.path = path;
        this.key = key;
    }

    /// Notes which file it is. To be called as soon as the socket is bound.
    ///
    /// @throws IOException if it is gone already
    public static SocketFile bound(Path path) throws IOException {
        return new SocketFile(path, attributes(path).fileKey());
    }

    /// Removes it; another one that is there by now stays. To be called before the socket is closed: until then the
    /// system gives its number (the inode's) to no other file.
    public void delete() throws IOException {
        try {
            BasicFileAttributes there = attributes(path);
            if (there.isOther() && Objects.equals(key, there.fileKey())) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException _) {
            // Somebody has removed it before.
        }
    }

    /// Returns whether a socket is at `path`: no pipe, no device, no link to a socket either. Where the system does
    /// not tell kinds of files apart, as Windows, there is none.
    public static boolean isAt(Path path) {
        try {
            Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return mode instanceof Integer bits && (bits & KIND_OF_FILE) == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            return false;
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
