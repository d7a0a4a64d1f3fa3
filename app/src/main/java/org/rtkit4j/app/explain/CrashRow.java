package org.rtkit4j.app.explain;

import java.util.List;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;

/// What is kept of a crash when a folder is read.
///
/// @param path as found, not escaped
/// @param reason the first line of the message, cut
record CrashRow(
        String path,
        String group,
        String signature,
        String coprocessor,
        String subject,
        String verdict,
        String reason) {
    private static final int MOST_REASON = 200;

    static List<CrashRow> of(ReportFile file) {
        return file.reports().stream().map(report -> of(file.name(), report)).toList();
    }

    private static CrashRow of(String path, CrashReport report) {
        Fingerprint fingerprint = Fingerprint.of(report);
        Subject subject = Subject.of(report);
        String first = report.site().reason().lines().findFirst().orElse("");
        return new CrashRow(
                path,
                fingerprint.id(),
                fingerprint.signature(),
                report.origin().coprocessor(),
                subject == null ? "" : subject.part(),
                Verdict.of(report).sentence(),
                first.substring(0, Math.min(MOST_REASON, first.length())));
    }
}
