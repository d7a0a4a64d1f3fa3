package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.archive.ArchiveMembers;
import org.rtkit4j.archive.Archives;
import org.rtkit4j.forensics.CrashReports;

/// Reads what an argument names: a file, every file in an archive, or standard input.
final class ReportInput implements ArchiveMembers {
    private static final String STANDARD_INPUT = "-";

    private final FileTaker taker;

    private ReportInput(FileTaker taker) {
        this.taker = taker;
    }

    /// Reads an argument; never fails on what it finds.
    static void read(String argument, FileTaker taker) {
        try {
            if (argument.equals(STANDARD_INPUT)) {
                Archives.read(argument, System.in, new ReportInput(taker));
            } else {
                read(argument, InputPath.of(argument), taker);
            }
        } catch (BadInputException e) {
            taker.unreadable(argument, String.valueOf(e.getMessage()).replace(argument + ": ", ""));
        }
    }

    /// Reads a file, under the name that it is to be known by.
    static void read(String name, Path path, FileTaker taker) {
        try (InputStream in = Files.newInputStream(path)) {
            Archives.read(name, in, new ReportInput(taker));
        } catch (IOException e) {
            taker.unreadable(name, IoReason.forReading(e));
        }
    }

    @Override
    public void read(String name, InputStream content) throws IOException {
        taker.read(CrashReports.read(name, content));
    }

    @Override
    public void refuse(String name, String reason) {
        taker.unreadable(name, reason);
    }
}
