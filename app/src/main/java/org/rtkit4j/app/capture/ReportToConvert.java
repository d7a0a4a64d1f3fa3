package org.rtkit4j.app.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.recording.ReportCapture;

/// A crash report where `capture convert` would find a capture: its messages become one.
final class ReportToConvert {
    private static final int HEAD_BYTES = 64;

    private ReportToConvert() {}

    /// Returns the capture, or null where the file is no report: it may be a capture then.
    ///
    /// @throws BadInputException if it is neither
    static byte @Nullable [] capture(String file) throws BadInputException, IOException {
        byte[] bytes = read(file);
        if (bytes == null) {
            return null;
        }
        ReportFile read = CrashReports.read(file, bytes);
        byte[] capture = ReportCapture.of(read.reports());
        if (capture == null) {
            String why = read.reports().isEmpty() ? read.reason() : "the report has no mailbox history";
            throw new BadInputException("%s: neither a capture nor a report to make one of: %s".formatted(file, why));
        }
        return capture;
    }

    /// Returns a file's bytes, or null where it is a capture.
    private static byte @Nullable [] read(String file) throws BadInputException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            if (CaptureFile.recognises(head)) {
                return null;
            }
            byte[] rest = in.readNBytes(Limits.INPUT_BYTES);
            byte[] all = Arrays.copyOf(head, head.length + rest.length);
            System.arraycopy(rest, 0, all, head.length, rest.length);
            return all;
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(file, e));
        }
    }
}
