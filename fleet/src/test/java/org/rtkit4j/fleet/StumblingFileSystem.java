package org.rtkit4j.fleet;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/// The machine's own file system under the name `stumble:`, which moves no more files after some: as where a driver is
/// killed.
public final class StumblingFileSystem extends RawLocalFileSystem {
    static final String SCHEME = "stumble";
    private static final java.util.concurrent.atomic.AtomicInteger MOVES_LEFT =
            new java.util.concurrent.atomic.AtomicInteger(Integer.MAX_VALUE);

    static void stumbleAfter(int moves) {
        MOVES_LEFT.set(moves);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        if (MOVES_LEFT.decrementAndGet() < 0) {
            throw new IOException("killed");
        }
        return super.rename(from, to);
    }
}
