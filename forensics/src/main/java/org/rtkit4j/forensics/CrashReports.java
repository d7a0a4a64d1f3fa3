package org.rtkit4j.forensics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.rtkit4j.forensics.binary.BinaryCrashlog;
import org.rtkit4j.forensics.model.CrashOrigin;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.text.Decoding;
import org.rtkit4j.forensics.text.Passages;

/// Recognises and reads crash reports of every form: binary logs, panic reports of macOS, Linux kernel logs,
/// m1n1's prints.
///
/// Forms are told apart by content, never by the file's name. Reading is linear in the size of the input and bounded
/// by [Limits].
public final class CrashReports {
    private static final String NEITHER = "neither a text nor a binary crash log";

    private CrashReports() {}

    /// Reads a file that is in memory; never fails on its content.
    ///
    /// @param fileName only passed on into the result
    public static ReportFile read(String fileName, byte[] input) {
        if (input.length > Limits.INPUT_BYTES) {
            return ReportFile.none(
                    fileName,
                    "file too large to be a crash report: size=" + input.length + ", limit=" + Limits.INPUT_BYTES);
        }
        if (BinaryCrashlog.recognises(input)) {
            return ReportFile.of(fileName, BinaryCrashlog.read(input, CrashOrigin.UNKNOWN));
        }
        if (Decoding.isBinary(input)) {
            return ReportFile.none(fileName, notText(input));
        }
        var reader = new PassageReader();
        reader.read(Decoding.text(input), 0);
        return reader.result(fileName);
    }

    /// Reads a file of any size from a stream: no more of a text is in memory than one of its [Passages].
    ///
    /// @param fileName only passed on into the result
    /// @throws IOException if the stream ends in one
    public static ReportFile read(String fileName, InputStream in) throws IOException {
        byte[] head = in.readNBytes(Passages.BYTES);
        if (head.length < Passages.BYTES) {
            return read(fileName, head);
        }
        if (BinaryCrashlog.recognises(head)) {
            var whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
            return read(fileName, whole.readNBytes(Limits.INPUT_BYTES + 1));
        }
        return Decoding.isBinary(head)
                ? ReportFile.none(fileName, notText(head))
                : read(fileName, new Passages(head, in));
    }

    private static String notText(byte[] head) {
        String shown = Decoding.shown(head);
        return shown.isEmpty() ? NEITHER : shown;
    }

    private static ReportFile read(String fileName, Passages passages) throws IOException {
        var reader = new PassageReader();
        while (passages.next()) {
            reader.read(passages.text(), passages.linesBefore());
        }
        return reader.result(fileName);
    }
}
