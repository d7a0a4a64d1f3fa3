package org.rtkit4j.forensics;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.explain.PanicSentence;
import org.rtkit4j.forensics.linux.LinuxReader;
import org.rtkit4j.forensics.m1n1.M1n1Reader;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.forensics.panic.IpsContainer;
import org.rtkit4j.forensics.panic.PanicReports;
import org.rtkit4j.forensics.text.Markup;
import org.rtkit4j.forensics.text.Unwrap;

/// Reads a text passage by passage, whatever forms of reports stand in it; most texts are one passage.
///
/// A panic or a dump is read in the passage that it stands in. A kernel log goes on from passage to passage.
final class PassageReader {
    private static final String LINUX_CRASH = "RTKit: co-processor has crashed";

    private final WarningList warnings = new WarningList();
    private final LinuxReader log = new LinuxReader(warnings);
    private final List<SystemPanic> panics = new ArrayList<>();
    private final List<CrashReport> crashes = new ArrayList<>();
    private boolean isBlank = true;
    private boolean isJson;
    private boolean isAboutRtkit;

    /// Reads the next passage.
    ///
    /// @param linesBefore how many lines of the file stand before it
    void read(String passage, int linesBefore) {
        String text = Unwrap.join(Markup.plain(passage));
        note(text);
        boolean isAnswered = readPanics(text, linesBefore);
        if (M1n1Reader.recognises(text)) {
            crashes.addAll(M1n1Reader.read(text, linesBefore, warnings));
            isAnswered = true;
        }
        boolean isLog = isAnswered ? text.contains(LINUX_CRASH) : LinuxReader.recognises(text);
        if (isLog || log.isInside()) {
            log.read(text, linesBefore);
        }
    }

    private void note(String text) {
        if (isBlank) {
            isBlank = text.isBlank();
            isJson = text.stripLeading().startsWith("{");
        }
        isAboutRtkit = isAboutRtkit || text.contains("RTKit");
    }

    private boolean readPanics(String text, int linesBefore) {
        if (panics.size() >= Limits.REPORTS) {
            return false;
        }
        PanicReports.Result result = panics(text, linesBefore);
        panics.addAll(result.panics());
        crashes.addAll(result.headless());
        return !result.panics().isEmpty() || !result.headless().isEmpty();
    }

    private PanicReports.Result panics(String text, int linesBefore) {
        if (IpsContainer.recognises(text)) {
            return PanicReports.read(IpsContainer.read(text, warnings), warnings);
        }
        return PanicReports.recognises(text)
                ? PanicReports.read(text, linesBefore, warnings)
                : new PanicReports.Result(List.of(), List.of());
    }

    /// Returns what the whole text holds.
    ReportFile result(String fileName) {
        if (isBlank) {
            return ReportFile.none(fileName, "the file is empty");
        }
        LinuxReader.Result logged = log.result();
        crashes.addAll(logged.reports());
        boolean isCrash = !crashes.isEmpty()
                || panics.stream().anyMatch(panic -> !panic.crashes().isEmpty());
        String reason = isCrash ? "" : reason(logged);
        return new ReportFile(fileName, panics, crashes, logged.devices(), warnings.list(), reason);
    }

    private String reason(LinuxReader.Result logged) {
        if (!panics.isEmpty()) {
            return PanicSentence.of(panics.getFirst());
        }
        if (!logged.devices().isEmpty()) {
            return "a kernel log with RTKit lines, but no co-processor crashed in it";
        }
        if (isJson) {
            return "JSON without a panic report: neither panicString nor macOSPanicString holds one";
        }
        return isAboutRtkit
                ? "the text speaks of RTKit, but holds no log line and no panic report"
                : "no crash report of a co-processor: neither a panic report, nor a kernel log with RTKit lines,"
                        + " nor a binary crash log";
    }
}
