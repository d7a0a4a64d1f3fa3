package org.rtkit4j.forensics;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.binary.BinaryCrashlog;
import org.rtkit4j.forensics.explain.PanicSentence;
import org.rtkit4j.forensics.linux.LinuxReader;
import org.rtkit4j.forensics.m1n1.M1n1Reader;
import org.rtkit4j.forensics.model.CrashOrigin;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.forensics.panic.IpsContainer;
import org.rtkit4j.forensics.panic.PanicReports;
import org.rtkit4j.forensics.text.Decoding;
import org.rtkit4j.forensics.text.Markup;
import org.rtkit4j.forensics.text.Unwrap;

/// Recognises and reads crash reports of every form: binary logs, panic reports of macOS, Linux kernel logs,
/// m1n1's prints.
///
/// Forms are told apart by content, never by the file's name. Reading is linear in the size of the input and bounded
/// by [Limits].
public final class CrashReports {
    private static final String LINUX_CRASH = "RTKit: co-processor has crashed";

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
        String text = Unwrap.join(Markup.plain(Decoding.text(input)));
        return text.isBlank() ? ReportFile.none(fileName, "the file is empty") : text(fileName, text);
    }

    private static ReportFile binary(String fileName, byte[] input) {
        CrashReport report = BinaryCrashlog.read(input, CrashOrigin.UNKNOWN);
        return ReportFile.of(fileName, report);
    }

    private static ReportFile text(String fileName, String text) {
        var warnings = new WarningList();
        PanicReports.Result panics = panics(text, warnings);
        List<CrashReport> crashes = new ArrayList<>(panics.headless());
        if (M1n1Reader.recognises(text)) {
            crashes.addAll(M1n1Reader.read(text, warnings));
        }
        boolean isAnswered = !crashes.isEmpty() || !panics.panics().isEmpty();
        boolean isLog = isAnswered ? text.contains(LINUX_CRASH) : LinuxReader.recognises(text);
        LinuxReader.Result log = isLog ? LinuxReader.read(text, warnings) : LinuxReader.Result.NONE;
        crashes.addAll(log.reports());
        boolean isCrash = !crashes.isEmpty()
                || panics.panics().stream().anyMatch(panic -> !panic.crashes().isEmpty());
        String reason = isCrash ? "" : reason(text, panics.panics(), log);
        return new ReportFile(fileName, panics.panics(), crashes, log.devices(), warnings.list(), reason);
    }

    private static PanicReports.Result panics(String text, WarningList warnings) {
        if (IpsContainer.recognises(text)) {
            return PanicReports.read(IpsContainer.read(text, warnings), warnings);
        }
        return PanicReports.recognises(text)
                ? PanicReports.read(text, warnings)
                : new PanicReports.Result(List.of(), List.of());
    }

    private static String reason(String text, List<SystemPanic> panics, LinuxReader.Result log) {
        if (!panics.isEmpty()) {
            return PanicSentence.of(panics.getFirst());
        }
        if (!log.devices().isEmpty()) {
            return "a kernel log with RTKit lines, but no co-processor crashed in it";
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
