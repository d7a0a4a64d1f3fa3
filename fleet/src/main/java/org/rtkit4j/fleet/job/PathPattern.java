package org.rtkit4j.fleet.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;

/// What a path names: what is called so, letter by letter; else what its pattern matches, as Hadoop writes patterns.
///
/// Hadoop's own search takes a name with a colon for one of a file system, and fails on every folder that has one.
final class PathPattern {
    private final FileSystem files;
    private final Path path;

    PathPattern(FileSystem files, Path path) {
        this.files = files;
        this.path = files.makeQualified(path);
    }

    /// Returns what there is; nothing where nothing is.
    ///
    /// @throws IOException also if it is a pattern that cannot be read
    List<FileStatus> found() throws IOException {
        List<FileStatus> found = at(path);
        if (!found.isEmpty()) {
            return found;
        }
        for (String each : GlobExpander.expand(path.toUri().getPath())) {
            found.addAll(matching(each.split("/", -1)));
        }
        return found;
    }

    private List<FileStatus> matching(String[] names) throws IOException {
        List<FileStatus> found = at(files.makeQualified(new Path(path.toUri().getScheme(), authority(), "/")));
        for (String name : names) {
            List<FileStatus> next = new ArrayList<>();
            for (FileStatus folder : name.isEmpty() ? List.<FileStatus>of() : found) {
                next.addAll(in(folder, name));
            }
            found = name.isEmpty() ? found : next;
        }
        return found;
    }

    private String authority() {
        return path.toUri().getAuthority();
    }

    private List<FileStatus> in(FileStatus folder, String name) throws IOException {
        var pattern = new GlobFilter(name);
        if (!folder.isDirectory()) {
            return List.of();
        }
        return pattern.hasPattern()
                ? List.of(files.listStatus(folder.getPath(), pattern))
                : at(new Path(folder.getPath(), new Path(null, null, name.replaceAll("\\\\(.)", "$1"))));
    }

    private List<FileStatus> at(Path exactly) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        try {
            found.add(files.getFileStatus(exactly));
        } catch (FileNotFoundException _) {
            // There is none.
        }
        return found;
    }
}
