package org.rtkit4j.fleet.read;

import java.io.IOException;
import java.io.InputStream;

/// Opens inputs: Hadoop's file systems do, and a test.
@FunctionalInterface
public interface FileOpener {
    /// Opens a file from its beginning.
    InputStream open(String path) throws IOException;
}
