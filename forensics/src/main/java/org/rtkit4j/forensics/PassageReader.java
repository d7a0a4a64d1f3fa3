package org.rtkit4j.forensics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.explain.DriverPart;
import org.rtkit4j.forensics.explain.IncidentPart;
import org.rtkit4j.forensics.explain.PanicSentence;
import org.rtkit4j.forensics.incident.IncidentReader;
import org.rtkit4j.forensics.linux.LinuxReader;
import org.rtkit4j.forensics.m1n1.M1n1Reader;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.IncidentReport;
import org.rtkit4j.forensics.model.KernelLog;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.forensics.panic.IpsContainer;
import org.rtkit4j.forensics.panic.PanicReports;
import org.rtkit4j.forensics.text.Haystack;
import org.rtkit4j.forensics.text.NewestFirst;
import org.rtkit4j.forensics.text.PlainText;
import org.rtkit4j.forensics.text.Unfold;

/// Reads a text passage by passage, whatever forms of reports stand in it; most texts are one passage.
///
/// A panic or a dump is read in the passage that it stands in. A kernel log goes on from passage to passage.
final class PassageReader {
    private static final String LINUX_CRASH = "RTKit: co-processor has crashed";

    /// What kernel logs have, of whatever drivers.
    private static final String[] KERNEL_LOG = {
        "kernel: ", "Kernel panic - not syncing", "Unable to handle kernel ", "Call trace:", "apple-dart ", "DART ["
    };

    private final WarningList warnings = new WarningList();
    private final LinuxReader log = new LinuxReader(warnings);
    private final List<SystemPanic> panics = new ArrayList<>();
    private final List<CrashReport> crashes = new ArrayList<>();
    private @Nullable IncidentReport incident;
    private boolean isBlank = true;
    private boolean isJson;
    private boolean isAboutRtkit;
    private boolean isKernelLog;

    /// Reads the next passage.
    ///
    /// @param linesBefore how many lines of the file stand before it
    void read(String passage, int linesBefore) {
        Haystack text = PlainText.of(passage, warnings::once).then(this::oldestFirst);
        note(text, linesBefore);
        boolean isAnswered = readPanics(text, linesBefore);
        if (M1n1Reader.recognises(text)) {
            crashes.addAll(M1n1Reader.read(text.text(), linesBefore, warnings));
            isAnswered = true;
        }
        boolean isSaid = isAnswered || incident != null;
        boolean isLog = isSaid ? text.contains(LINUX_CRASH) : LinuxReader.recognises(text);
        if (isLog || log.isInside()) {
            log.read(text, linesBefore);
        } else if (!isAnswered && linesBefore == 0) {
            readBareWords(text.text());
            isKernelLog = text.containsOneOf(KERNEL_LOG);
        }
    }

    private String oldestFirst(Haystack text) {
        if (!NewestFirst.isIt(text)) {
            return text.text();
        }
        warnings.once("a log with its newest line first: read from its end, from where lines are counted");
        return NewestFirst.turned(text.text());
    }

    /// Reads a panic of which nothing but its words was copied.
    private void readBareWords(String text) {
        PanicReports.Result result = PanicReports.readWords(text, warnings);
        panics.addAll(result.panics());
        crashes.addAll(result.headless());
    }

    private void note(Haystack text, int linesBefore) {
        if (linesBefore == 0) {
            incident = IncidentReader.read(text);
        }
        if (isBlank) {
            isBlank = text.text().isBlank();
            isJson = text.text().stripLeading().startsWith("{");
        }
        isAboutRtkit = isAboutRtkit || text.contains("RTKit");
    }

    private boolean readPanics(Haystack text, int linesBefore) {
        if (panics.size() >= Limits.REPORTS) {
            return false;
        }
        PanicReports.Result result = panics(text, linesBefore);
        panics.addAll(result.panics());
        crashes.addAll(result.headless());
        return !result.panics().isEmpty() || !result.headless().isEmpty();
    }

    private PanicReports.Result panics(Haystack text, int linesBefore) {
        if (IpsContainer.recognises(text)) {
            return PanicReports.read(IpsContainer.read(text, warnings), warnings);
        }
        if (Unfold.isFolded(text)) {
            warnings.once("a report folded into one line: taken apart at the words that begin its lines");
            return PanicReports.read(Unfold.lines(text.text()), linesBefore, warnings);
        }
        return PanicReports.recognises(text)
                ? PanicReports.read(text.text(), linesBefore, warnings)
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
        boolean isAnswered = isCrash || !panics.isEmpty();
        List<IncidentReport> incidents = isAnswered || incident == null ? List.of() : List.of(incident);
        String reason = isCrash ? "" : reason(incidents, logged.log());
        return new ReportFile(fileName, panics, crashes, incidents, logged.log(), warnings.list(), reason);
    }

    private String reason(List<IncidentReport> incidents, KernelLog kernel) {
        if (!panics.isEmpty()) {
            return PanicSentence.of(panics.getFirst());
        }
        if (!incidents.isEmpty()) {
            return IncidentPart.sentence(incidents.getFirst());
        }
        if (!kernel.isEmpty()) {
            return logReason(kernel);
        }
        if (isJson) {
            return "JSON without a panic report: neither panicString nor macOSPanicString holds one";
        }
        if (isKernelLog) {
            return "a kernel log, but no co-processor and no driver of one speaks in it";
        }
        return isAboutRtkit
                ? "the text speaks of RTKit, but holds no log line and no panic report"
                : "no crash report of a co-processor: neither a panic report, nor a kernel log with RTKit lines,"
                        + " nor a binary crash log";
    }

    private static String logReason(KernelLog kernel) {
        if (!kernel.verdicts().isEmpty()) {
            return DriverPart.sentence(kernel);
        }
        return kernel.devices().isEmpty()
                ? "a diagnosis of a Linux machine, but no co-processor speaks in its logs"
                : "a kernel log with RTKit lines, but no co-processor crashed in it";
    }
}
