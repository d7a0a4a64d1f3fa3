package org.rtkit4j.forensics.explain;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.model.CrashKind;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.RegisterDump.Syndrome;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.forensics.requests.LogGaps;
import org.rtkit4j.forensics.requests.UnansweredRequests;
import org.rtkit4j.forensics.syndrome.ExceptionSyndrome;

/// The first lines: what crashed, in which firmware, where, why, and how sure that is.
final class Summary {
    private static final long FIRST_PAGE = 0x1000;

    private Summary() {}

    static void print(Page page, CrashReport report) {
        page.lead(
                page.style().alarm(Sentence.capital(what(report))) + firmware(report) + where(report) + saying(report));
        if (!report.site().reason().isEmpty()) {
            page.blank();
            page.quote(report.site().reason());
        }
        page.blank();
        String cause = cause(report.site().registers());
        if (!cause.isEmpty()) {
            page.lead(cause);
        }
        String before = before(report);
        if (!before.isEmpty()) {
            page.lead(before);
        }
        Verdict verdict = Verdict.of(report);
        Subject subject = Subject.of(report);
        if (subject != null) {
            page.lead("Its words point to: " + subject.part() + ", which need not be what is broken.");
        }
        page.lead("How sure: " + verdict.because());
    }

    private static String what(CrashReport report) {
        String who = !report.origin().isNamed()
                ? "a co-processor that the report does not name"
                : CoprocessorRoles.describe(report.origin());
        return who + " crashed";
    }

    private static String firmware(CrashReport report) {
        String client = report.origin().firmware().client();
        String rtkit = report.origin().firmware().rtkit();
        if (client == null && rtkit == null) {
            return ": its firmware, whose version is not in the report, stopped";
        }
        String on = client != null && rtkit != null ? ", on " + rtkit + "," : "";
        return ": its firmware " + (client == null ? rtkit : client) + on + " stopped";
    }

    private static String where(CrashReport report) {
        TaskRef task = report.site().task();
        if (task == null) {
            return "";
        }
        return task.name() == null ? " in task " + task.id() : " in its task " + task.name() + " (" + task.id() + ")";
    }

    private static String saying(CrashReport report) {
        String how = how(report.site().kind());
        String source = SourcePosition.in(report.site().reason());
        String at = source.isEmpty() ? "" : ", at " + source;
        return how
                + at
                + (report.site().reason().isEmpty() ? ". The report holds no message of it." : ". Its message:");
    }

    private static String how(CrashKind kind) {
        return switch (kind.stop()) {
            case PANIC -> " by its own decision (%s)".formatted(kind);
            case RECOVERABLE_PANIC -> " by its own decision (%s: the system may restart it)".formatted(kind);
            case ASSERTION -> " because a check of its own failed (assertion)";
            case INTERRUPTED ->
                " by a non-maskable interrupt (%s): somebody else, usually a watchdog, stopped it".formatted(kind);
            case WATCHDOG -> " because a watchdog ran out (%s)".formatted(kind);
            case DATA_ABORT -> " by accessing memory that it may not access (%s)".formatted(kind);
            case INSTRUCTION_ABORT -> " by jumping to where there is no code (%s)".formatted(kind);
            case UNDEFINED_INSTRUCTION -> " at an instruction that its processor does not know (%s)".formatted(kind);
            case EXCEPTION -> " with a processor exception" + Sentence.inBrackets(kind);
            case UNKNOWN -> kind.equals(CrashKind.UNKNOWN) ? "" : " (%s)".formatted(kind);
        };
    }

    /// Reads a memory abort off the registers.
    private static String cause(@Nullable RegisterDump dump) {
        Syndrome syndrome = dump == null ? null : dump.syndrome();
        if (dump == null || syndrome == null) {
            return "";
        }
        int exceptionClass = syndrome.exceptionClass();
        Long address = dump.faultAddress();
        Long pc = dump.values().get("pc");
        String at = pc == null ? "" : "The instruction at " + Sentence.hex(pc);
        if ((exceptionClass != 0x24 && exceptionClass != 0x25) || address == null || pc == null) {
            return (at.isEmpty() ? "It" : at) + " raised: " + ExceptionSyndrome.exceptionClass(exceptionClass) + ".";
        }
        String verb = (syndrome.value() >>> 6 & 1) == 1 ? " wrote to " : " read from ";
        String fault = ExceptionSyndrome.faultStatus((int) syndrome.value() & 0x3f);
        boolean isNull = Long.compareUnsigned(address, FIRST_PAGE) < 0;
        Long stack = dump.values().get("sp");
        boolean isBelowStack = stack != null && stack - address > 0 && stack - address <= FIRST_PAGE;
        return at + verb + Sentence.hex(address) + ": " + fault + "."
                + (isNull ? " An address that low looks like a null pointer." : "")
                + (isBelowStack ? " It lies just below the stack pointer: most likely the stack overflowed." : "");
    }

    /// Says how long the mailbox had been silent, which one was stuck, and what was still open.
    private static String before(CrashReport report) {
        Long crash = report.site().time();
        long newest = -1;
        for (MailboxLog log : report.logs().own()) {
            if (crash != null && log.wideTimes() && !log.rows().isEmpty()) {
                long silent = crash - log.rows().getLast().time();
                newest = silent >= 0 && (newest < 0 || silent < newest) ? silent : newest;
            }
        }
        int open = UnansweredRequests.in(report).size();
        String waiting = open == 0 ? "" : waiting(open, report);
        String silence = newest < 0 ? "" : "Its mailboxes had been silent for " + Sentence.duration(newest) + ".";
        return Stream.of(silence, stuck(report), waiting)
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String waiting(int open, CrashReport report) {
        String requests = Sentence.count(open, "request", "requests");
        if (LogGaps.in(report) > 0) {
            return requests + " without an answer in the mailbox logs, which have gaps: see the end of this report.";
        }
        if (LogGaps.isOneWay(report)) {
            return requests + " without an answer in the mailbox logs, of which one shows one direction only.";
        }
        return requests + (open == 1 ? " was" : " were") + " never answered" + unread(report)
                + ": see the end of this report.";
    }

    /// A queue that its reader does not empty: the firmware prints so beside the mailbox.
    private static String stuck(CrashReport report) {
        return report.logs().own().stream()
                .flatMap(log -> log.notes().stream()
                        .filter(note -> note.endsWith("not ready"))
                        .map(note -> "%s with %s (%s)".formatted(log.name(), peer(log), note)))
                .reduce((one, other) -> one + ", " + other)
                .map(stuck -> "Stuck: " + stuck + ".")
                .orElse("");
    }

    private static String peer(MailboxLog log) {
        return log.isWithAp() ? "the AP" : "a peer of " + log.peer();
    }

    /// Where rows of the logs could not be read, the answers may be in them.
    static String unread(CrashReport report) {
        int torn = report.logs().lostRows();
        return torn == 0
                ? ""
                : ", unless the answers stand in the " + torn + " rows that could not be read or are missing";
    }
}
