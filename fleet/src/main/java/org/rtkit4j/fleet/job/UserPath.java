package org.rtkit4j.fleet.job;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/// A path as a user writes it, for Hadoop's file systems.
public final class UserPath {
    // With a slash behind the colon: `o:tables` and `2030-01-01T10:00:00.panic` are names like others.
    private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*", Pattern.DOTALL);

    private UserPath() {}

    /// Returns it as Hadoop has it. Where it names no file system, it is on the one that is configured.
    ///
    /// @throws FleetException if it is none
    public static Path of(String name) throws FleetException {
        if (name.isEmpty()) {
            throw new FleetException("an empty name is no path");
        }
        try {
            return WITH_SCHEME.matcher(name).matches() ? new Path(name) : new Path(null, null, name);
        } catch (IllegalArgumentException e) {
            throw new FleetException(name + ": is no path: " + e.getMessage());
        }
    }

    /// Returns the file system that a path lies on.
    ///
    /// @throws FleetException if it cannot be used from here
    public static FileSystem fileSystem(Path path, Configuration configuration) throws FleetException {
        try {
            return path.getFileSystem(configuration);
        } catch (IOException | RuntimeException e) {
            throw new FleetException(path + ": " + reason(path.toUri().getScheme(), FleetException.firstCause(e)));
        }
    }

    private static String reason(String scheme, Throwable e) {
        return switch (e) {
            case ClassNotFoundException _ ->
                "what reads %s: is not here, see docs/fleet.md: missing=%s".formatted(scheme, lastWord(e));
            case UnsupportedFileSystemException _ -> "no file system is called " + scheme + ":";
            case UnknownHostException _ -> "no such host: " + e.getMessage();
            default -> String.valueOf(e.getMessage());
        };
    }

    // "Class org.apache.Thing not found", or the class alone.
    private static String lastWord(Throwable e) {
        return String.valueOf(e.getMessage()).replaceFirst("^Class (.*) not found$", "$1");
    }
}
