package org.rtkit4j.forensics.linux;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Warning;

/// Recognises the same crash in a log that was pasted twice: same co-processor, firmware and time of the crash.
final class Duplicates {
    private Duplicates() {}

    /// Returns the reports without repetitions; of two the fuller one stays, and says so.
    static List<CrashReport> merge(List<CrashReport> reports) {
        List<CrashReport> kept = new ArrayList<>();
        for (CrashReport report : reports) {
            int same = indexOfSame(kept, report);
            if (same < 0) {
                kept.add(report);
            } else {
                kept.set(same, fuller(kept.get(same), report));
            }
        }
        return kept;
    }

    private static int indexOfSame(List<CrashReport> kept, CrashReport report) {
        for (int i = 0; i < kept.size(); i++) {
            if (isSame(kept.get(i), report)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSame(CrashReport a, CrashReport b) {
        return a.site().time() != null
                && a.site().time().equals(b.site().time())
                && a.origin().coprocessor().equals(b.origin().coprocessor())
                && a.origin().firmware().equals(b.origin().firmware());
    }

    private static CrashReport fuller(CrashReport first, CrashReport second) {
        CrashReport more = size(second) > size(first) ? second : first;
        int other = more.equals(first) ? second.line() : first.line();
        var warnings = new ArrayList<>(more.warnings());
        warnings.add(Warning.atLine(other, "the same crash stands here once more"));
        return more.with(warnings);
    }

    private static int size(CrashReport report) {
        int rows =
                report.logs().own().stream().mapToInt(log -> log.rows().size()).sum();
        return rows
                + report.sections().size()
                + (report.site().registers() == null ? 0 : 1)
                + report.site().reason().length();
    }
}
