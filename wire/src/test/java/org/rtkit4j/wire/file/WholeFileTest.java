package org.rtkit4j.wire.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatIsSmallEnough() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[] {1, 2, 3, 4});
        assertArrayEquals(new byte[] {1, 2, 3, 4}, WholeFile.read(file, "a thing", 4));
        Path empty = Files.createFile(folder.resolve("empty"));
        assertEquals(0, WholeFile.read(empty, "a thing", 0).length);
    }

    @Test
    void refusesWhatIsNot() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[5]);
        requireTooLarge(file);
        assertThrows(NoSuchFileException.class, () -> WholeFile.read(folder.resolve("none"), "a thing", 4));
    }

    /// Its size is said to be 0.
    @Test
    void refusesADeviceWithoutAnEnd() {
        Path endless = Path.of("/dev/zero");
        assumeTrue(Files.exists(endless), "no /dev/zero here");
        requireTooLarge(endless);
    }

    private static void requireTooLarge(Path file) {
        var thrown = assertThrows(FileTooLargeException.class, () -> WholeFile.read(file, "a thing", 4));
        assertEquals(file + ": too large for a thing: limit=4", thrown.getMessage());
    }
}
