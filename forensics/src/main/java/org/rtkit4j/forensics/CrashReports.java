package org.rtkit4j.forensics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rtkit4j.forensics.binary.BinaryCrashlog;
import org.rtkit4j.forensics.linux.LinuxReader;
import org.rtkit4j.forensics.m1n1.M1n1Reader;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.Warning;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.forensics.panic.IpsContainer;
import org.rtkit4j.forensics.panic.PanicReader;
import org.rtkit4j.forensics.text.Decoding;
import org.rtkit4j.forensics.text.Unwrap;

/// Recognises and reads crash reports of every form: binary logs, panic reports of macOS, Linux kernel logs,
/// m1n1's prints.
///
/// Forms are told apart by content, never by the file's name. Reading is linear in the size of the input and bounded
/// by [Limits].
public final class CrashReports {
    private CrashReports() {}

    /// Reads a file; never fails on its content.
    ///
    /// @param fileName only passed on into the result
    public static ReportFile read(String fileName, byte[] input) {
        if (input.length > Limits.INPUT_BYTES) {
            return ReportFile.none(
                    fileName,
                    "file too large to be a crash report: size=" + input.length + ", limit=" + Limits.INPUT_BYTES);
        }
        if (BinaryCrashlog.recognises(input)) {
            return binary(fileName, input);
        }
        String text = Unwrap.join(Decoding.text(input));
        return text.isBlank() ? ReportFile.none(fileName, "the file is empty") : text(fileName, text);
    }

    private static ReportFile binary(String fileName, byte[] input) {
        CrashReport report = BinaryCrashlog.read(input, "unknown");
        return new ReportFile(fileName, List.of(report), List.of(), List.of(), "");
    }

    private static ReportFile text(String fileName, String text) {
        var warnings = new WarningList();
        List<CrashReport> reports = new ArrayList<>();
        int lookalikes = 0;
        if (IpsContainer.recognises(text)) {
            var container = IpsContainer.read(text, warnings);
            for (String report : container.reports()) {
                lookalikes += panics(report, container.initiator(), container.facts(), warnings, reports);
            }
        } else if (PanicReader.recognises(text)) {
            lookalikes += panics(text, "", Map.of(), warnings, reports);
        }
        if (M1n1Reader.recognises(text)) {
            reports.addAll(M1n1Reader.read(text, warnings));
        }
        if (!reports.isEmpty() && !text.contains("RTKit: co-processor has crashed")) {
            return new ReportFile(fileName, reports, List.of(), warnings.list(), "");
        }
        return linux(fileName, text, reports, warnings, lookalikes);
    }

    private static int panics(
            String text, String initiator, Map<String, String> facts, WarningList warnings, List<CrashReport> reports) {
        PanicReader.Result result = PanicReader.read(text, initiator, facts, warnings);
        reports.addAll(result.reports());
        return result.lookalikes();
    }

    private static ReportFile linux(
            String fileName, String text, List<CrashReport> reports, WarningList warnings, int lookalikes) {
        if (!LinuxReader.recognises(text)) {
            return new ReportFile(fileName, reports, List.of(), warnings.list(), reason(text, lookalikes));
        }
        LinuxReader.Result log = LinuxReader.read(text, warnings);
        reports.addAll(log.reports());
        String reason = reports.isEmpty() ? reasonOf(log, lookalikes) : "";
        List<Warning> all = warnings.list();
        return new ReportFile(fileName, reports, log.devices(), all, reason);
    }

    private static String reasonOf(LinuxReader.Result log, int lookalikes) {
        if (log.devices().isEmpty()) {
            return reason("RTKit", lookalikes);
        }
        return "a kernel log with RTKit lines, but no co-processor crashed in it";
    }

    private static String reason(String text, int lookalikes) {
        if (lookalikes > 0) {
            return "a panic report, but not of an RTKit co-processor: it has no RTKit line";
        }
        if (text.stripLeading().startsWith("{")) {
            return "JSON without a panic report: neither panicString nor macOSPanicString holds one";
        }
        return text.contains("RTKit")
                ? "the text speaks of RTKit, but holds no log line and no panic report"
                : "no crash report of a co-processor: neither a panic report, nor a kernel log with RTKit lines,"
                        + " nor a binary crash log";
    }
}
