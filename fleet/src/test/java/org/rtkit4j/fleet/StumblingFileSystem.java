package org.rtkit4j.fleet;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/// The machine's own file system under the name `stumble:`, which changes nothing any more after some steps: as where a
/// driver is killed. A step is a file that is made, moved or deleted, a folder that is made; one that is deleted with
/// all that it has takes as many as it has files.
public final class StumblingFileSystem extends RawLocalFileSystem {
    /// What stands before the colon.
    public static final String SCHEME = "stumble";

    private static final AtomicInteger STEPS_LEFT = new AtomicInteger(Integer.MAX_VALUE);

    /// Sets how many steps there are left.
    public static void stumbleAfter(int steps) {
        STEPS_LEFT.set(steps);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    private static void step() throws IOException {
        if (STEPS_LEFT.getAndUpdate(left -> Math.max(left - 1, 0)) == 0) {
            throw new IOException("killed");
        }
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        step();
        return super.create(file, permission, overwrite, buffer, replication, block, progress);
    }

    @Override
    public boolean mkdirs(Path folder) throws IOException {
        if (!exists(folder)) {
            step();
        }
        return super.mkdirs(folder);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        step();
        return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean isRecursive) throws IOException {
        if (isRecursive && exists(path) && getFileStatus(path).isDirectory()) {
            for (FileStatus each : listStatus(path)) {
                delete(each.getPath(), true);
            }
        }
        // A lock that a killed process has left is taken over; this process lives.
        if (exists(path) && !path.getName().equals("lock")) {
            step();
        }
        return super.delete(path, isRecursive);
    }

    // Without Hadoop's own library it would start a process for each file.
    @Override
    public void setPermission(Path path, FsPermission permission) {}
}
