package org.rtkit4j.fleet.read;

import java.io.Serializable;

/// A file to be read.
///
/// @param path qualified, as Hadoop's file systems spell it
/// @param bytes its size when it was listed
/// @param isFolder whether it is a folder that was looked into: nothing of it is to be read any more
public record FleetInput(String path, long bytes, boolean isFolder) implements Serializable {
    public FleetInput(String path, long bytes) {
        this(path, bytes, false);
    }

    /// A folder that was looked into. It was an input itself while that failed.
    public static FleetInput folder(String path) {
        return new FleetInput(path, 0, true);
    }
}
