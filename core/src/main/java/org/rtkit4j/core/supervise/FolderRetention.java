package org.rtkit4j.core.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Removes the oldest files of a [CrashFolder] beyond what is to be kept, and what a crashed writer left behind.
final class FolderRetention {
    private static final long STALE_PART_MILLIS = Duration.ofDays(1).toMillis();

    private final Path folder;
    private final Retention retention;

    private record Entry(Path path, FileTime time, long bytes, boolean isPart) {}

    FolderRetention(Path folder, Retention retention) {
        this.folder = folder;
        this.retention = retention;
    }

    /// @param newest a file that is kept in any case, and by whose age the others' is judged
    void apply(Path newest) throws IOException {
        List<Entry> entries = entries();
        long now = Files.getLastModifiedTime(newest).toMillis();
        int files = (int) entries.stream().filter(entry -> !entry.isPart).count();
        long bytes = entries.stream()
                .filter(entry -> !entry.isPart)
                .mapToLong(Entry::bytes)
                .sum();
        for (Entry entry : entries) {
            boolean isExcess = !entry.isPart && (files > retention.files() || bytes > retention.bytes());
            boolean isStale = entry.isPart && now - entry.time.toMillis() > STALE_PART_MILLIS;
            if ((isExcess || isStale) && !entry.path.equals(newest)) {
                Files.deleteIfExists(entry.path);
                files -= entry.isPart ? 0 : 1;
                bytes -= entry.isPart ? 0 : entry.bytes;
            }
        }
    }

    // Oldest first; the name decides between files of the same time.
    private List<Entry> entries() throws IOException {
        var entries = new ArrayList<Entry>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path path : files) {
                String name = String.valueOf(path.getFileName());
                if (CrashFileName.isOurs(name)) {
                    add(path, name.endsWith(CrashFileName.PART), entries);
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::time).thenComparing(Entry::path));
        return entries;
    }

    private static void add(Path path, boolean isPart, List<Entry> entries) throws IOException {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            entries.add(new Entry(path, attributes.lastModifiedTime(), attributes.size(), isPart));
        } catch (NoSuchFileException _) {
            // Another process has removed it meanwhile.
        }
    }
}
