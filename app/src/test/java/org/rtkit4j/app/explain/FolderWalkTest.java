package org.rtkit4j.app.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands in the way of a walk, also for those who may read everything.
class FolderWalkTest {
    private final List<String> seen = new ArrayList<>();
    private final FolderWalk walk = new FolderWalk(
            file -> seen.add(file.getFileName().toString()), (path, e) -> seen.add(path + " " + e.getMessage()));

    @Test
    void filesAreTakenAndDevicesLinksAndFoldersAreNot(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        Files.createFile(folder.resolve("sub/file"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("sub/file"));
        walk.below(folder);
        assertEquals(List.of("file"), seen);
    }

    @Test
    void whatTheKernelMakesUpIsLeftOut() throws IOException {
        var attributes = Files.readAttributes(Path.of("/"), BasicFileAttributes.class);
        for (String name : new String[] {"/proc", "/sys", "/dev", "/usr/../proc/"}) {
            assertEquals(FileVisitResult.SKIP_SUBTREE, walk.preVisitDirectory(Path.of(name), attributes), name);
        }
        for (String name : new String[] {"/", "/home", "proc", "/home/proc"}) {
            assertEquals(FileVisitResult.CONTINUE, walk.preVisitDirectory(Path.of(name), attributes), name);
        }
    }

    @Test
    void whatIsNotThereIsTold(@TempDir Path folder) throws IOException {
        Path none = folder.resolve("none");
        walk.below(none);
        assertEquals(List.of(none + " " + none), seen);
    }

    @Test
    void whatMayNotBeReadIsToldAndEndsNothing() {
        Path folder = Path.of("locked");
        assertEquals(FileVisitResult.CONTINUE, walk.visitFileFailed(folder, new AccessDeniedException("a")));
        assertEquals(FileVisitResult.CONTINUE, walk.postVisitDirectory(folder, new IOException("Input/output error")));
        assertEquals(List.of("locked a", "locked Input/output error"), seen);
        assertEquals(
                "cannot be read: permission denied",
                FolderFile.failed(folder, new AccessDeniedException("a"))
                        .unreadable()
                        .get("locked"));
    }
}
