package org.rtkit4j.app.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.forensics.model.ReportFile;

/// What is kept of a file in a folder, and of all files in it where it is an archive.
final class FolderFile implements FileTaker {
    private static final int MOST_PROBLEMS = 1000;

    private final List<CrashRow> rows = new ArrayList<>();
    private final Map<String, String> unreadable = new LinkedHashMap<>();
    private long files;
    private long withoutCrash;

    private FolderFile() {}

    static FolderFile read(Path path) {
        var file = new FolderFile();
        ReportInput.read(path.toString(), path, file);
        return file;
    }

    /// What could not be looked into, a folder perhaps.
    static FolderFile failed(Path path, IOException e) {
        var file = new FolderFile();
        file.unreadable(path.toString(), IoReason.forReading(e));
        return file;
    }

    @Override
    public void read(ReportFile file) {
        files++;
        withoutCrash += file.isAnswered() ? 0 : 1;
        rows.addAll(CrashRow.of(file));
    }

    @Override
    public void unreadable(String name, String reason) {
        if (unreadable.size() < MOST_PROBLEMS) {
            unreadable.put(name, reason);
        }
    }

    List<CrashRow> rows() {
        return rows;
    }

    /// Why files could not be read, by their names.
    Map<String, String> unreadable() {
        return unreadable;
    }

    /// How many files were read.
    long files() {
        return files;
    }

    long withoutCrash() {
        return withoutCrash;
    }
}
