package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.model.ReportFile;

/// A log that an argument names, as a file or as standard input.
public final class SavedLog {
    private SavedLog() {}

    /// Reads it, whatever it holds.
    ///
    /// @throws BadInputException if it cannot be read
    public static ReportFile read(String argument) throws BadInputException {
        if (argument.equals("-")) {
            return read(argument, System.in);
        }
        try (InputStream in = Files.newInputStream(InputPath.of(argument))) {
            return read(argument, in);
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(argument, e));
        }
    }

    private static ReportFile read(String name, InputStream in) throws BadInputException {
        try {
            return CrashReports.read(name, in);
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(name, e));
        }
    }
}
