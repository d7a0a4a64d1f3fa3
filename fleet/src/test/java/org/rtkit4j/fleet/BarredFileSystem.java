package org.rtkit4j.fleet;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/// The machine's own file system under the name `barred:`, on which what is called `barred` can be closed: to all, as
/// it is to some elsewhere.
public final class BarredFileSystem extends RawLocalFileSystem {
    private static final String SCHEME = "barred";

    private static volatile boolean isClosed;

    /// Closes it, or opens it again.
    static void close(boolean isToBeClosed) {
        isClosed = isToBeClosed;
    }

    /// Makes the name known, and returns a folder's.
    static String name(java.nio.file.Path folder, Configuration hadoop) {
        hadoop.set("fs." + SCHEME + ".impl", BarredFileSystem.class.getName());
        return SCHEME + "://" + folder;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    private static void check(Path path) throws IOException {
        if (isClosed && path.getName().startsWith(SCHEME)) {
            throw new AccessControlException("closed");
        }
    }

    @Override
    public FSDataInputStream open(Path file, int buffer) throws IOException {
        check(file);
        return super.open(file, buffer);
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        check(folder);
        return super.listStatus(folder);
    }
}
