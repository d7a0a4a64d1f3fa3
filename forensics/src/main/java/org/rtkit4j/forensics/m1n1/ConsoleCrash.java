package org.rtkit4j.forensics.m1n1;

import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.CrashKind;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Device;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Scan;
import org.rtkit4j.wire.crashlog.CrashlogFormat;

/// What m1n1 itself prints of a crash: messages, and the tags of all other sections.
///
/// The number of a message is one byte of its id there: too little to tell whether it is text.
final class ConsoleCrash {
    static final String PREFIX = "rtkit(";
    static final String ANNOUNCEMENT = "IOP crashed!";

    /// Stands for no crash; reads nothing.
    static final ConsoleCrash NONE = new ConsoleCrash("", 0);

    private final Draft draft;
    private boolean inMessage;

    ConsoleCrash(String name, int line) {
        draft = new Draft(Format.M1N1, line);
        draft.coprocessor = new Device("", "0." + Escape.line(name)).coprocessor();
        draft.detail("m1n1Name", Escape.line(name));
    }

    void read(Scan line, int number) {
        inMessage = false;
        line.skipBlanks();
        if (line.take("Message ") && line.skipPast(": ")) {
            append(line);
            inMessage = this != NONE;
        } else if (line.startsWith("0x") && line.hex() && line.value() >>> 32 == 0) {
            String tag = CrashlogFormat.tagName((int) line.value());
            draft.add(draft.sections, new Section(tag, null, -1, 0, null), Limits.SECTIONS, "sections");
        } else if (line.startsWith("bad crashlog header")) {
            draft.warnings().atLine(number, "m1n1 did not find a crash log: ", line.rest());
        }
    }

    /// A message may have several lines; only the first has the prefix.
    void continueMessage(Scan line) {
        if (inMessage && !line.isBlank()) {
            append(line.rewind());
        }
    }

    private void append(Scan line) {
        if (draft.message.length() + (line.end() - line.position()) < Limits.MESSAGE_CHARS) {
            draft.message.append(draft.message.isEmpty() ? "" : "\n");
            line.appendRest(draft.message);
        }
    }

    CrashReport report() {
        draft.reason = Escape.text(draft.message.toString().strip());
        draft.kind = CrashKind.inferred(draft.reason, null);
        return draft.report();
    }
}
