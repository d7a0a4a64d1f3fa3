package org.rtkit4j.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A pager, played by what the shell has.
class PagerTest {
    private static final int MUCH = 1 << 20;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatIsPrintedReachesItWholeBeforeItIsClosed() throws IOException {
        Path shown = folder.resolve("shown");
        try (Pager pager = Pager.start("cat >'" + shown + "'")) {
            pager.writer().print("a page, \u00fcber alles\n".repeat(MUCH / 16));
        }
        assertEquals("a page, \u00fcber alles\n".repeat(MUCH / 16), Files.readString(shown));
    }

    @Test
    void aReaderWhoQuitsEarlyIsNoFailure() throws IOException {
        Path shown = folder.resolve("shown");
        try (Pager pager = Pager.start("head -n 1 >'" + shown + "'")) {
            for (int i = 0; i < MUCH; i++) {
                pager.writer().println("line");
            }
        }
        assertEquals("line\n", Files.readString(shown));
    }

    @Test
    void aCommandThatIsNotThereIsNoFailureEither() throws IOException {
        try (Pager pager = Pager.start("exec 2>/dev/null; no-such-pager-anywhere")) {
            pager.writer().println("line");
        }
        assertFalse(Files.exists(folder.resolve("shown")));
    }
}
