package org.rtkit4j.fleet.job;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.read.FleetInput;

/// The files below some paths. Paths may have the patterns of Hadoop's, as `s3a://reports/2030-*/`.
///
/// On this machine's own file system links are not followed, and what is no regular file is passed over. What
/// cannot be looked into is listed as an input, so that it ends as one that cannot be read.
final class InputListing {
    private static final String LOCAL = "file";
    private static final String SALT = ".salt";

    private final Configuration configuration;
    private final Path without;
    private final List<FleetInput> found = new ArrayList<>();

    /// @param without a folder that is passed over: the tables' own, as is the salt beside it
    InputListing(Configuration configuration, Path without) {
        this.configuration = configuration;
        this.without = without;
    }

    /// Returns the files below the paths, each once.
    ///
    /// @throws FleetException if a path leads nowhere
    List<FleetInput> below(List<String> paths) throws IOException, FleetException {
        for (String path : paths) {
            below(path);
        }
        return found.stream().distinct().toList();
    }

    /// Looks whether there is something at each of these paths.
    ///
    /// @throws FleetException if a path leads nowhere
    static void require(List<String> paths, Configuration configuration) throws IOException, FleetException {
        for (String path : paths) {
            roots(path, configuration);
        }
    }

    private static FileStatus[] roots(String name, Configuration configuration) throws IOException, FleetException {
        var pattern = new Path(name);
        FileStatus[] roots = pattern.getFileSystem(configuration).globStatus(pattern);
        if (roots == null || roots.length == 0) {
            throw new FleetException(name + ": no such file or folder");
        }
        return roots;
    }

    private void below(String name) throws IOException, FleetException {
        FileSystem files = new Path(name).getFileSystem(configuration);
        FileStatus[] roots = roots(name, configuration);
        for (FileStatus root : roots) {
            if (root.getPath().toUri().getScheme().equals(LOCAL)) {
                walk(java.nio.file.Path.of(root.getPath().toUri()));
            } else {
                list(files, root);
            }
        }
    }

    private void list(FileSystem files, FileStatus each) {
        if (isOwn(each.getPath())) {
            return;
        }
        if (!each.isDirectory()) {
            add(each.getPath(), each.getLen());
            return;
        }
        try {
            RemoteIterator<FileStatus> entries = files.listStatusIterator(each.getPath());
            while (entries.hasNext()) {
                list(files, entries.next());
            }
        } catch (IOException _) {
            add(each.getPath(), 0);
        }
    }

    private void walk(java.nio.file.Path root) throws IOException {
        Files.walkFileTree(root, new LocalWalk(this::isOwn, this::add));
    }

    private boolean isOwn(Path path) {
        return path.equals(without) || path.equals(without.suffix(SALT));
    }

    private void add(Path path, long bytes) {
        found.add(new FleetInput(path.toString(), bytes));
    }

    /// Takes a file with its size.
    private interface FileTake {
        void add(Path path, long bytes);
    }

    /// What lies below a folder of this machine.
    private static final class LocalWalk extends SimpleFileVisitor<java.nio.file.Path> {
        private final Predicate<Path> isOwn;
        private final FileTake taker;

        LocalWalk(Predicate<Path> isOwn, FileTake taker) {
            this.isOwn = isOwn;
            this.taker = taker;
        }

        @Override
        public FileVisitResult preVisitDirectory(java.nio.file.Path folder, BasicFileAttributes attributes) {
            return isOwn.test(pathOf(folder)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(java.nio.file.Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isOwn.test(pathOf(file))) {
                taker.add(pathOf(file), attributes.size());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(java.nio.file.Path file, IOException e) {
            taker.add(pathOf(file), 0);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(java.nio.file.Path folder, @Nullable IOException e) {
            if (e != null) {
                taker.add(pathOf(folder), 0);
            }
            return FileVisitResult.CONTINUE;
        }

        // As Hadoop qualifies it: without a slash at a folder's end.
        private static Path pathOf(java.nio.file.Path file) {
            return new Path(LOCAL, null, file.toAbsolutePath().normalize().toString());
        }
    }
}
