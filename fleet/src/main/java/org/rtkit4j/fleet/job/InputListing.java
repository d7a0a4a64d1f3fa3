package org.rtkit4j.fleet.job;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.rtkit4j.fleet.read.FleetInput;

/// The files below some paths. Paths may have the patterns of Hadoop's, as `s3a://reports/2030-*/`.
///
/// On this machine's own file system a link that a path names is followed; links below it are not, and what is no
/// regular file is passed over. So are tables, whoever made them, and their salt. What cannot be looked into is listed
/// as an input, so that it ends as one that cannot be read.
final class InputListing {
    private static final String LOCAL = "file";

    private final Configuration configuration;
    private final Path salt;
    private final List<FleetInput> found = new ArrayList<>();

    /// @param salt a file that is passed over
    InputListing(Configuration configuration, Path salt) {
        this.configuration = configuration;
        this.salt = salt;
    }

    /// Returns the files below the paths, each once, and the folders that could be looked into.
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
    static void require(List<String> paths, Configuration configuration) throws FleetException {
        for (String path : paths) {
            roots(path, configuration);
        }
    }

    private static List<FileStatus> roots(String name, Configuration configuration) throws FleetException {
        Path path = UserPath.of(name);
        List<FileStatus> roots;
        try {
            roots = new PathPattern(UserPath.fileSystem(path, configuration), path).found();
        } catch (IOException e) {
            throw new FleetException(name + ": cannot be looked into: " + e.getMessage());
        }
        if (roots.isEmpty()) {
            throw new FleetException(name + ": no such file or folder");
        }
        return roots;
    }

    private void below(String name) throws IOException, FleetException {
        FileSystem files = UserPath.fileSystem(UserPath.of(name), configuration);
        for (FileStatus root : roots(name, configuration)) {
            if (root.getPath().toUri().getScheme().equals(LOCAL)) {
                walk(java.nio.file.Path.of(root.getPath().toUri().getPath()));
            } else {
                list(files, root);
            }
        }
    }

    // Where a link leads today is what its files are called: tomorrow it may lead elsewhere, to files of the same
    // names.
    private void walk(java.nio.file.Path root) throws IOException {
        java.nio.file.Path start = Files.isSymbolicLink(root) ? root.toRealPath() : root;
        Files.walkFileTree(start, new LocalWalk(salt, found));
    }

    private void list(FileSystem files, FileStatus each) {
        if (!each.isDirectory()) {
            found.add(new FleetInput(each.getPath().toString(), each.getLen()));
            return;
        }
        try {
            entries(files, each);
            found.add(FleetInput.folder(each.getPath().toString()));
        } catch (IOException _) {
            found.add(new FleetInput(each.getPath().toString(), 0));
        }
    }

    private void entries(FileSystem files, FileStatus folder) throws IOException {
        List<FileStatus> entries = new ArrayList<>();
        RemoteIterator<FileStatus> all = files.listStatusIterator(folder.getPath());
        while (all.hasNext()) {
            entries.add(all.next());
        }
        if (entries.stream().anyMatch(each -> each.getPath().getName().equals(FleetPlace.OWN))) {
            return;
        }
        for (FileStatus entry : entries) {
            if (!isSalt(files, entry.getPath())) {
                list(files, entry);
            }
        }
    }

    private boolean isSalt(FileSystem files, Path path) throws IOException {
        return path.equals(salt) || (path.getName().endsWith(FleetPlace.SALT) && isOfTables(files, path));
    }

    private static boolean isOfTables(FileSystem files, Path salt) throws IOException {
        var tables = new Path(salt.getParent(), new Path(null, null, FleetPlace.tablesOf(salt.getName())));
        return files.exists(new Path(tables, FleetPlace.OWN));
    }
}
