package org.rtkit4j.forensics.explain;

import java.util.Locale;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.model.CrashKind;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.forensics.model.TaskRef;

/// What happened, in one sentence, and how sure that is.
///
/// @param sentence plain language, with a full stop
/// @param sureness of who crashed, where and by what; not of what is broken
/// @param because why so sure and no surer
public record Verdict(String sentence, Sureness sureness, String because) {
    private static final String ASSERTION = " stopped itself because one of its checks failed";

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

    /// Judges one crash by its report alone.
    public static Verdict of(CrashReport report) {
        String sentence = who(report) + how(report) + place(report) + where(report) + about(report) + ".";
        return new Verdict(sentence, sureness(report), because(report));
    }

    /// Judges a panic in which no co-processor crashed.
    public static Verdict of(SystemPanic panic) {
        boolean isKnown = panic.cause().panicClass() != PanicClass.OTHER;
        return new Verdict(
                PanicSentence.of(panic) + ".",
                isKnown ? Sureness.LIKELY : Sureness.UNCLEAR,
                "the words are the system's own: they say what noticed the fault, not what is broken.");
    }

    /// Returns who crashed, with a capital.
    static String who(CrashReport report) {
        return !report.origin().isNamed()
                ? "A co-processor that the report does not name"
                : Sentence.capital(CoprocessorRoles.describe(report.origin()));
    }

    private static boolean isAssertion(CrashReport report) {
        return report.site().kind().stop() == CrashKind.Stop.ASSERTION
                || CrashKind.isAssertion(report.site().reason());
    }

    /// Returns what it did, from a blank on.
    static String how(CrashReport report) {
        return switch (report.site().kind().stop()) {
            case RECOVERABLE_PANIC -> " stopped itself, so that the system could restart it";
            case PANIC -> isAssertion(report) ? ASSERTION : " stopped itself";
            case ASSERTION -> ASSERTION;
            case INTERRUPTED -> " was stopped from outside (" + report.site().kind() + "), usually by a watchdog";
            case WATCHDOG -> " was stopped by a watchdog (" + report.site().kind() + ")";
            case DATA_ABORT -> " accessed memory that it may not access";
            case INSTRUCTION_ABORT -> " jumped to where there is no code";
            case UNDEFINED_INSTRUCTION -> " met an instruction that its processor does not know";
            case EXCEPTION ->
                " stopped with a processor exception"
                        + Sentence.inBrackets(report.site().kind());
            case UNKNOWN -> " crashed" + Sentence.inBrackets(report.site().kind());
        };
    }

    // Of other stops the message seldom has a place, and where it has, it is not said to be that of the stop.
    private static String place(CrashReport report) {
        boolean isCheck = how(report).equals(ASSERTION);
        String source = isCheck ? SourcePosition.in(report.site().reason()) : "";
        return source.isEmpty() ? "" : ", at " + source;
    }

    private static String where(CrashReport report) {
        TaskRef task = report.site().task();
        return task == null || task.name() == null ? "" : ", in its task " + task.name();
    }

    private static String about(CrashReport report) {
        Subject subject = Subject.of(report);
        return subject == null ? "" : "; its words point to: " + subject.part();
    }

    private static Sureness sureness(CrashReport report) {
        boolean isNamed = report.origin().isNamed() || report.format() == Format.RTKIT_CRASHLOG;
        if (!isNamed || (report.site().reason().isEmpty() && report.site().registers() == null)) {
            return Sureness.UNCLEAR;
        }
        boolean isWhole = !report.site().callStack().isEmpty() || report.site().registers() != null;
        return report.site().reason().isEmpty() || !isWhole ? Sureness.LIKELY : Sureness.CERTAIN;
    }

    private static String because(CrashReport report) {
        if (!report.origin().isNamed() && report.format() != Format.RTKIT_CRASHLOG) {
            return "that it crashed is certain; who crashed is not in the report.";
        }
        if (report.site().reason().isEmpty()) {
            return report.site().registers() == null
                    ? "that it crashed is certain; why is not in the report."
                    : "that it crashed is certain; the cause is read off the registers, the report has no message.";
        }
        if (report.format() == Format.MACOS_PANIC
                && report.site().callStack().isEmpty()
                && report.site().registers() == null) {
            return report.warnings().isEmpty()
                    ? "the words are the firmware's own, but this is a summary: no call stack, no registers."
                    : "the words are the firmware's own; no call stack and no registers could be read,"
                            + " see the warnings.";
        }
        if (report.site().task() == null) {
            return "the message is the firmware's own; which task it was is not in the report.";
        }
        String cause = isAssertion(report) ? "what made the check fail" : "what led to it";
        return "certain. Message and task are the firmware's own words; " + cause + " is not in them.";
    }
}
