package org.rtkit4j.app.via;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import picocli.CommandLine.Option;

/// `--capture`, for every command that talks to a co-processor.
public final class CaptureOption {
    @Option(
            names = "--capture",
            paramLabel = "FILE",
            description = "Record what is said on the mailbox: a pcapng file for `rtkit capture` and Wireshark.")
    private @Nullable Path file;

    @Option(
            names = "--capture-memory",
            description =
                    "With --capture: also the memory that messages refer to (log entries, crash logs, SMC values).")
    private boolean withMemory;

    /// Returns whether anything is to be recorded.
    public boolean isWanted() {
        return file != null;
    }

    /// Returns the connection, recorded where that is wanted.
    ///
    /// @throws BadInputException if the file cannot be made; the connection is closed then
    Connection around(Connection connection, String coprocessor) throws BadInputException {
        if (file == null) {
            if (withMemory) {
                connection.close();
                throw new BadInputException("--capture-memory needs --capture FILE");
            }
            return connection;
        }
        try {
            return RecordedConnection.open(connection, coprocessor, file, withMemory);
        } catch (IOException e) {
            connection.close();
            throw new BadInputException("%s: cannot be written: %s".formatted(file, e.getMessage()));
        }
    }
}
