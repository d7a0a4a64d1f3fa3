package org.rtkit4j.app.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.terminal.BadInputException;

/// Names of files as arguments have them.
class InputPathTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aNameIsThePathThatItSays() throws IOException, BadInputException {
        Path file = Files.createFile(folder.resolve("report.ips"));
        assertEquals(file, InputPath.of(file.toString()));
        assertEquals(
                folder.resolve("nothing"),
                InputPath.of(folder.resolve("nothing").toString()));
    }

    @Test
    void aNameWithTheSignOfLostBytesMayBeAFilesOwn() throws IOException, BadInputException {
        Path file = Files.createFile(folder.resolve("r\ufffdport.ips"));
        assertEquals(file, InputPath.of(file.toString()));
    }

    @Test
    void aNameThatLostItsBytesAndIsNowhereStaysAsItIs() throws BadInputException {
        Path wanted = folder.resolve("r\ufffdport.ips");
        assertEquals(wanted, InputPath.of(wanted.toString()));
        Path deeper = folder.resolve("no such folder").resolve("r\ufffdport.ips");
        assertEquals(deeper, InputPath.of(deeper.toString()));
    }

    @Test
    void whatNoFileCanBeCalledIsOneLine() {
        var refusal = assertThrows(BadInputException.class, () -> InputPath.of("a\0b"));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains("no such file"), message);
        assertEquals(1, message.lines().count());
    }
}
