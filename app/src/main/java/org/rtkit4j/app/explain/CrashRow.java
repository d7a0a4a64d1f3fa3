package org.rtkit4j.app.explain;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.SystemPanic;

/// What is kept of a crash when a folder is read.
///
/// @param path as found, not escaped
/// @param coprocessor its name; empty of a panic in which none crashed
/// @param reason the first line of the message, cut
/// @param moment when, on what, how long after its start
record CrashRow(
        String path,
        CrashMoment moment,
        String group,
        String signature,
        String coprocessor,
        String subject,
        String verdict,
        String reason) {
    private static final int MOST_REASON = 200;

    static List<CrashRow> of(ReportFile file) {
        return Stream.concat(
                        file.reports().stream().map(report -> of(file.name(), report)),
                        file.panicsWithoutCrash().stream().map(panic -> of(file.name(), panic)))
                .toList();
    }

    private static CrashRow of(String path, SystemPanic panic) {
        Subject subject = Subject.of(panic);
        return of(
                path,
                CrashMoment.of(path, panic),
                Fingerprint.of(panic),
                "",
                subject,
                Verdict.of(panic).sentence(),
                panic.cause().message());
    }

    private static CrashRow of(String path, CrashReport report) {
        return of(
                path,
                CrashMoment.of(path, report),
                Fingerprint.of(report),
                report.origin().coprocessor(),
                Subject.of(report),
                Verdict.of(report).sentence(),
                report.site().reason());
    }

    private static CrashRow of(
            String path,
            CrashMoment moment,
            Fingerprint fingerprint,
            String coprocessor,
            @Nullable Subject subject,
            String verdict,
            String message) {
        String first = message.lines().findFirst().orElse("");
        return new CrashRow(
                path,
                moment,
                fingerprint.id(),
                fingerprint.signature(),
                coprocessor,
                subject == null ? "" : subject.part(),
                verdict,
                first.substring(0, Math.min(MOST_REASON, first.length())));
    }

    /// Returns whether the whole system stopped, without the crash of a co-processor.
    boolean isPanic() {
        return coprocessor.isEmpty();
    }
}
