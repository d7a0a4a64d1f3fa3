package org.rtkit4j.core.supervise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashFolderTest {
    private static final Instant TIME = Instant.parse("2026-01-31T23:59:59.123Z");
    private static final byte[] LOG = {1, 2, 3};

    @TempDir
    Path root;

    @Test
    void aFileIsNamedAfterCoprocessorTimeAndCounter() throws IOException {
        var folder = CrashFolder.in(root.resolve("new/folder"));
        Path first = folder.save("smc", TIME, LOG);
        Path second = folder.save("smc", TIME, LOG);
        assertEquals(root.resolve("new/folder/smc.20260131T235959.123Z.0.crashlog"), first);
        assertEquals(root.resolve("new/folder/smc.20260131T235959.123Z.1.crashlog"), second);
        assertArrayEquals(LOG, Files.readAllBytes(first));
    }

    @Test
    void aNameCannotLeaveTheFolder() throws IOException {
        var folder = CrashFolder.in(root.resolve("in"));
        Path file = folder.save("../../etc/\u0000\n passwd" + "x".repeat(300), TIME, LOG);
        assertEquals(root.resolve("in"), file.getParent());
        assertEquals(
                "______etc____passwd" + "x".repeat(45) + ".20260131T235959.123Z.0.crashlog",
                file.getFileName().toString());
        assertEquals("_.20260131T235959.123Z.0.crashlog", name(folder.save("", TIME, LOG)));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path taken = root.resolve("smc.20260131T235959.123Z.0.crashlog");
        Files.writeString(taken, "somebody's");
        Files.writeString(root.resolve("smc.20260131T235959.123Z.1.crashlog.part"), "being written");
        Path file = CrashFolder.in(root).save("smc", TIME, LOG);
        assertEquals("smc.20260131T235959.123Z.2.crashlog", name(file));
        assertEquals("somebody's", Files.readString(taken));
        assertEquals("being written", Files.readString(root.resolve("smc.20260131T235959.123Z.1.crashlog.part")));
    }

    @Test
    void aNameThatAnotherProcessTakesMeanwhileIsLeftToIt() throws IOException {
        Path taken = root.resolve("smc.20260131T235959.123Z.0.crashlog");
        var folder = new CrashFolder(root, Retention.DEFAULT, (file, bytes) -> {
            Files.write(file, bytes);
            Files.writeString(taken, "somebody's");
        });
        assertEquals("smc.20260131T235959.123Z.1.crashlog", name(folder.save("smc", TIME, LOG)));
        assertEquals("somebody's", Files.readString(taken));
    }

    @Test
    void aThousandLogsOfOneTimeAreEnough() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            Files.createFile(root.resolve("smc.20260131T235959.123Z.%d.crashlog".formatted(i)));
        }
        var folder = CrashFolder.in(root, new Retention(10_000, 10_000));
        assertThrows(FileAlreadyExistsException.class, () -> folder.save("smc", TIME, LOG));
        Files.delete(root.resolve("smc.20260131T235959.123Z.999.crashlog"));
        assertEquals("smc.20260131T235959.123Z.999.crashlog", name(folder.save("smc", TIME, LOG)));
    }

    @Test
    void aDiskThatFillsUpLeavesNothingBehind() throws IOException {
        var folder = new CrashFolder(root, Retention.DEFAULT, (file, bytes) -> {
            Files.write(file, new byte[] {bytes[0]});
            throw new IOException("No space left on device");
        });
        var e = assertThrows(IOException.class, () -> folder.save("smc", TIME, LOG));
        assertEquals("No space left on device", e.getMessage());
        assertEquals(List.of(), names());
    }

    @Test
    void aFolderThatCannotBeMadeIsAnIoException() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "not a folder");
        assertThrows(
                IOException.class, () -> CrashFolder.in(file.resolve("below")).save("smc", TIME, LOG));
    }

    @Test
    void aFileAppearsUnderItsNameOnlyWhenItIsWhole() throws IOException {
        var seen = new ArrayList<String>();
        var folder = new CrashFolder(root, Retention.DEFAULT, (file, bytes) -> {
            Files.write(file, bytes);
            seen.addAll(names());
        });
        folder.save("smc", TIME, LOG);
        assertEquals(List.of("smc.20260131T235959.123Z.0.crashlog.part"), seen);
        assertEquals(List.of("smc.20260131T235959.123Z.0.crashlog"), names());
    }

    @Test
    void theOldestGoBeyondTheNumberThatIsKept() throws IOException {
        var folder = CrashFolder.in(root, new Retention(2, 1_000));
        for (int i = 0; i < 5; i++) {
            aged(folder.save("c" + (9 - i), TIME, LOG), i);
        }
        folder.save("last", TIME, LOG);
        assertEquals(List.of("c5.20260131T235959.123Z.0.crashlog", "last.20260131T235959.123Z.0.crashlog"), names());
    }

    @Test
    void theOldestGoBeyondTheBytesThatAreKeptButNeverTheNewest() throws IOException {
        var folder = CrashFolder.in(root, new Retention(100, 10));
        for (int i = 0; i < 5; i++) {
            aged(folder.save("c" + i, TIME, LOG), i);
        }
        assertEquals(3, names().size());
        folder.save("huge", TIME, new byte[50]);
        assertEquals(List.of("huge.20260131T235959.123Z.0.crashlog"), names());
    }

    @Test
    void otherFilesAreLetAloneAndOldPartsAreNot() throws IOException {
        Files.writeString(root.resolve("notes.txt"), "mine");
        aged(Files.writeString(root.resolve("smc.20260101T000000.000Z.0.crashlog.part"), "left"), -100_000_000);
        Files.writeString(root.resolve("smc.20260101T000000.000Z.1.crashlog.part"), "being written");
        CrashFolder.in(root, new Retention(1, 1)).save("smc", TIME, LOG);
        assertEquals(
                List.of("notes.txt", "smc.20260101T000000.000Z.1.crashlog.part", "smc.20260131T235959.123Z.0.crashlog"),
                names());
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        Path file = CrashFolder.in(root).save("smc", TIME, LOG);
        if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void severalWritersOfOneFolderLoseNothing() throws Exception {
        var tasks = new ArrayList<Callable<Path>>();
        for (int i = 0; i < 64; i++) {
            byte[] log = {(byte) i};
            tasks.add(() -> CrashFolder.in(root).save("smc", TIME, log));
        }
        try (var executor = Executors.newFixedThreadPool(4)) {
            for (var saved : executor.invokeAll(tasks)) {
                assertTrue(Files.size(saved.get()) == 1);
            }
        }
        assertEquals(64, names().size());
        assertEquals(64, contents().stream().distinct().count());
    }

    private List<Byte> contents() throws IOException {
        var bytes = new ArrayList<Byte>();
        for (String name : names()) {
            bytes.add(Files.readAllBytes(root.resolve(name))[0]);
        }
        return bytes;
    }

    private static void aged(Path file, long seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds - 1_000)));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(root)) {
            return files.map(CrashFolderTest::name).sorted().toList();
        }
    }
}
