package org.rtkit4j.app.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Main;

/// What becomes of a command whose standard output takes no more.
class PrintersTest {
    private static final class Broken extends OutputStream {
        private final String reason;
        private long left;

        Broken(String reason, long left) {
            this.reason = reason;
            this.left = left;
        }

        @Override
        public void write(int b) throws IOException {
            if (left-- <= 0) {
                throw new IOException(reason);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, --help",
        "0, --version",
        "0, boot ans",
        "0, boot ans --json",
        "0, smc list",
        "0, smc list --json",
        "10000, smc list",
        "10000, smc list --json",
        "0, supervise ans --for 1"
    })
    void aFullDiskIsSaidInOneLine(long room, String command) {
        var err = new StringWriter();
        int status = run(err, "No space left on device", room, command);
        assertEquals("rtkit: standard output: cannot be written: no space left on device\n", err.toString());
        assertEquals(1, status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "boot ans", "smc list", "smc list --json"})
    void aReaderThatHasGoneIsNoFault(String command) {
        var err = new StringWriter();
        assertEquals(1, run(err, "Broken pipe", 0, command));
        assertEquals("", err.toString());
    }

    private static int run(StringWriter err, String reason, long room, String command) {
        return Main.run(Printers.to(new Broken(reason, room)), new PrintWriter(err, true), command.split(" ", -1));
    }
}
