package org.rtkit4j.forensics.explain;

import java.util.Locale;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.TaskRef;

/// What happened, in one sentence, and how sure that is.
///
/// @param sentence plain language, with a full stop
/// @param sureness of who crashed, where and by what; not of what is broken
/// @param because why so sure and no surer
public record Verdict(String sentence, Sureness sureness, String because) {
    /// How sure.
    public enum Sureness {
        /// The firmware's own words, of a report that holds the usual parts.
        CERTAIN,
        /// Read off registers or a summary.
        LIKELY,
        /// The report does not say who crashed, or why.
        UNCLEAR;

        /// Returns the word used in text and JSON.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Verdict of(CrashReport report) {
        String who = report.coprocessor().equals("unknown")
                ? "A co-processor that the report does not name"
                : Sentence.capital(Coprocessors.describe(report.coprocessor()));
        String sentence = who + how(report) + where(report) + about(report) + ".";
        return new Verdict(sentence, sureness(report), Summary.certainty(report));
    }

    private static String how(CrashReport report) {
        return switch (report.kind()) {
            case "Recoverable Panic" -> " stopped itself, so that the system could restart it";
            case "PANIC" -> report.reason().contains("ASSERT") ? assertion(report) : " stopped itself";
            case "assert" -> assertion(report);
            case "DATA ABORT" -> " accessed memory that it may not access";
            case "INSTRUCTION ABORT" -> " jumped to where there is no code";
            case "exception" -> " stopped with a processor exception";
            default -> " crashed";
        };
    }

    private static String assertion(CrashReport report) {
        String source = SourcePosition.in(report.reason());
        return " stopped itself because one of its checks failed" + (source.isEmpty() ? "" : ", at " + source);
    }

    private static String where(CrashReport report) {
        TaskRef task = report.faultingTask();
        return task == null || task.name() == null ? "" : ", in its task " + task.name();
    }

    private static String about(CrashReport report) {
        Subject subject = Subject.of(report);
        return subject == null ? "" : "; its words point to: " + subject.part();
    }

    private static Sureness sureness(CrashReport report) {
        boolean isNamed = !report.coprocessor().equals("unknown") || report.format() == Format.RTKIT_CRASHLOG;
        if (!isNamed || (report.reason().isEmpty() && report.registers() == null)) {
            return Sureness.UNCLEAR;
        }
        boolean isWhole = !report.callStack().isEmpty() || report.registers() != null;
        return report.reason().isEmpty() || !isWhole ? Sureness.LIKELY : Sureness.CERTAIN;
    }
}
