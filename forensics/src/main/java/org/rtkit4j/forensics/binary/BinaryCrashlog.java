package org.rtkit4j.forensics.binary;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.CrashKind;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Header;

/// Reads the binary crash log: [CrashlogFormat] says how it is made.
///
/// The log is copied out of shared memory before it gets here; whatever it holds, reading it ends in a report.
public final class BinaryCrashlog {
    private static final Map<Integer, SectionReader> READERS = Map.ofEntries(
            Map.entry(CrashlogFormat.CVER, TextSections::version),
            Map.entry(CrashlogFormat.CSTR, TextSections::message),
            Map.entry(CrashlogFormat.CTIM, TextSections::time),
            Map.entry(CrashlogFormat.CMBX, MailboxSection::read),
            Map.entry(CrashlogFormat.CRG8, RegisterSections::v8),
            Map.entry(CrashlogFormat.CRGA, RegisterSections::v7),
            Map.entry(CrashlogFormat.CCST, TaskSections::callStack),
            Map.entry(CrashlogFormat.CRTK, TaskSections::tasks),
            Map.entry(CrashlogFormat.CASC, ListSections::asyncErrors),
            Map.entry(CrashlogFormat.CCDP, ListSections::mappings));

    private BinaryCrashlog() {}

    /// Whether a log holds already what it can hold once. Which of two counts is not known; the first one stays.
    private static boolean isSecond(Payload payload, Draft draft) {
        boolean isSecond = switch (payload.tag()) {
            case CrashlogFormat.CVER -> draft.firmware.rtkit() != null;
            case CrashlogFormat.CTIM -> draft.time != null;
            case CrashlogFormat.CRG8, CrashlogFormat.CRGA -> draft.registers != null;
            case CrashlogFormat.CCST -> draft.faultingTask != null;
            case CrashlogFormat.CASC -> !draft.asyncErrors.isEmpty();
            default -> false;
        };
        if (isSecond) {
            payload.warn(0, "one more section of a kind that stands once; kept unread");
        }
        return isSecond;
    }

    /// Returns whether a file begins as a crash log does.
    public static boolean recognises(byte[] input) {
        return input.length >= Header.TAG.end()
                && (int) Header.TAG.get(MemorySegment.ofArray(input), 0) == CrashlogFormat.CLHE;
    }

    /// Reads a log as far as it goes; never fails on its content.
    ///
    /// @param log a copy of the buffer
    /// @param coprocessorName for example `ANS`: the log does not say
    public static CrashReport read(byte[] log, String coprocessorName) {
        var draft = new Draft(Format.RTKIT_CRASHLOG, 0);
        draft.coprocessor = coprocessorName;
        SectionWalk.walk(log, draft.warnings(), draft::detail, payload -> {
            SectionReader reader = READERS.get(payload.tag());
            if (reader == null || isSecond(payload, draft) || !reader.read(payload, draft)) {
                draft.add(draft.sections, payload.verbatim(), Limits.SECTIONS, "sections");
            }
        });
        draft.guessCoprocessor("the log does not say whose it is");
        draft.reason = draft.message.toString().strip();
        draft.kind = CrashKind.inferred(draft.reason, draft.registers);
        return draft.report();
    }
}
