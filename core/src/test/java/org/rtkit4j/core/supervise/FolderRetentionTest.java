package org.rtkit4j.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stays at the limits themselves, and that what is being written counts as nothing.
class FolderRetentionTest {
    private static final Instant NOW = Instant.parse("2026-01-31T23:59:59Z");

    @TempDir
    Path folder;

    @Test
    void whatIsExactlyAsMuchAsIsKeptStays() throws IOException {
        log(0, 10, Duration.ofHours(2));
        log(1, 10, Duration.ofHours(1));
        Path newest = log(2, 10, Duration.ZERO);
        new FolderRetention(folder, new Retention(3, 30)).apply(newest);
        assertEquals(List.of("0", "1", "2"), left());
        new FolderRetention(folder, new Retention(3, 29)).apply(newest);
        assertEquals(List.of("1", "2"), left());
        new FolderRetention(folder, new Retention(1, 30)).apply(newest);
        assertEquals(List.of("2"), left());
    }

    @Test
    void whatIsBeingWrittenCountsNeitherAsAFileNorByItsBytes() throws IOException {
        part(0, 1_000, Duration.ofHours(3));
        log(1, 10, Duration.ofHours(1));
        Path newest = log(2, 10, Duration.ZERO);
        new FolderRetention(folder, new Retention(2, 20)).apply(newest);
        assertEquals(List.of("0.part", "1", "2"), left());
    }

    @Test
    void whatACrashedWriterLeftGoesAfterADayAndMakesNoRoom() throws IOException {
        part(0, 10, Duration.ofDays(1).plusMillis(1));
        part(1, 10, Duration.ofDays(1));
        log(2, 10, Duration.ofHours(2));
        log(3, 10, Duration.ofHours(1));
        Path newest = log(4, 10, Duration.ZERO);
        new FolderRetention(folder, new Retention(2, 1_000)).apply(newest);
        assertEquals(List.of("1.part", "3", "4"), left());
    }

    @Test
    void bytesOfWhatACrashedWriterLeftMakeNoRoomEither() throws IOException {
        part(0, 10, Duration.ofDays(2));
        log(1, 10, Duration.ofHours(2));
        log(2, 10, Duration.ofHours(1));
        Path newest = log(3, 10, Duration.ZERO);
        new FolderRetention(folder, new Retention(100, 20)).apply(newest);
        assertEquals(List.of("2", "3"), left());
    }

    private Path log(int counter, int bytes, Duration age) throws IOException {
        return file(CrashFileName.of("smc", NOW, counter), bytes, age);
    }

    private void part(int counter, int bytes, Duration age) throws IOException {
        file(CrashFileName.of("smc", NOW, counter) + CrashFileName.PART, bytes, age);
    }

    private Path file(String name, int bytes, Duration age) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[bytes]);
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }

    /// Returns the counters of what is left, with `.part` where it is one.
    private List<String> left() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replaceAll("^.*Z\\.|\\.crashlog", ""))
                    .sorted()
                    .toList();
        }
    }
}
