package org.rtkit4j.app.explain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.archive.ArchiveMembers;
import org.rtkit4j.archive.Archives;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.ReportFile;

/// The only report in a file or an archive, with the bytes that it was read from.
///
/// @param bytes as they stand in the file; a binary crash log goes into a core file as it is
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record OneReport(ReportFile file, byte[] bytes) {
    /// @throws BadInputException if there is none, or more than one file has crashes
    static OneReport read(String argument) throws BadInputException {
        var search = new Search();
        try {
            if (argument.equals("-")) {
                Archives.read(argument, System.in, search);
            } else {
                try (InputStream in = Files.newInputStream(InputPath.of(argument))) {
                    Archives.read(argument, in, search);
                }
            }
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(argument, e));
        }
        return search.result(argument);
    }

    /// Looks for a file with a crash.
    private static final class Search implements ArchiveMembers {
        private @Nullable OneReport found;
        private String problem = "no crash of a co-processor in it";
        private int count;

        @Override
        public void read(String name, InputStream content) throws IOException {
            byte[] bytes = content.readNBytes(Limits.INPUT_BYTES);
            ReportFile file = CrashReports.read(name, new ByteArrayInputStream(bytes));
            if (file.reports().isEmpty()) {
                problem = file.reason();
            } else {
                found = new OneReport(file, bytes);
                count++;
            }
        }

        @Override
        public void refuse(String name, String reason) {
            problem = reason;
        }

        OneReport result(String argument) throws BadInputException {
            OneReport one = found;
            if (one == null) {
                throw new BadInputException(argument + ": " + problem);
            }
            if (count > 1) {
                throw new BadInputException(argument + ": " + count + " files in it have crashes, one is needed");
            }
            return one;
        }
    }
}
