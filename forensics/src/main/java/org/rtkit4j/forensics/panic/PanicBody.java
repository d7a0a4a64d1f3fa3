package org.rtkit4j.forensics.panic;

import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.AddressRange;
import org.rtkit4j.forensics.model.Firmware;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;

/// Everything behind the message: fields and sections in any order, each recognised by how its first line begins.
final class PanicBody {
    private static final String[] STARTS = {
        "RTKit: ",
        "!UUID:",
        "ASLR slide:",
        "Time:",
        "Faulting task",
        "RTKit Task List:",
        "Mailbox (",
        "No mapping found for coredump section:",
        "Sleep Count:",
        "Unknown Section:",
        "RTBuddy(",
        "Debugger message:",
        "Backtrace",
        "Kernel Extensions",
        "panic(cpu",
    };

    private final Lines lines;
    private final Draft draft;
    private boolean epilogue;

    PanicBody(Lines lines, Draft draft) {
        this.lines = lines;
        this.draft = draft;
    }

    /// Returns whether a line cannot belong to the message any more.
    static boolean begins(Scan line) {
        for (String start : STARTS) {
            if (line.startsWith(start)) {
                return true;
            }
        }
        return line.contains("Async error info:") || line.startsWith("```");
    }

    /// Reads up to the next report or the end of the text.
    void read() {
        while (lines.next()) {
            Scan line = PanicReader.begin(lines.scan());
            if (line.contains("panic(cpu") || line.startsWith("Panic Initiator:")) {
                lines.back();
                return;
            }
            if (!line.atEnd() && !readFields(line) && !readSection(line)) {
                readOther(line);
            }
        }
    }

    /// Reads the fields of one line; several where a copy has folded the lines into a paragraph.
    boolean readFields(Scan line) {
        boolean any = false;
        while (readField(line.skipBlanks())) {
            any = true;
        }
        if (line.take("Faulting task")) {
            // Reads on into further lines: nothing of this one is left afterwards.
            new FaultReader(lines, draft).read();
            return true;
        }
        return any;
    }

    private boolean readField(Scan line) {
        if (line.startsWith("RTKit: RTKit") && line.take("RTKit: ")) {
            readVersion(line);
        } else if (line.take("!UUID:")) {
            draft.firmware = draft.firmware.withUuid(Escape.text(line.word()));
        } else if (line.take("ASLR slide:")) {
            draft.aslrSlide = line.skipBlanks().hex() ? Long.valueOf(line.value()) : null;
        } else if (draft.time == null && line.take("Time:")) {
            draft.time = line.skipBlanks().hex() ? Long.valueOf(line.value()) : null;
        } else {
            return false;
        }
        return true;
    }

    private void readVersion(Scan line) {
        String rtkit = line.word();
        String client = "";
        if (line.skipBlanks().take("- Client:")) {
            client = line.word();
        }
        String text = client.isEmpty() ? rtkit : rtkit + " - Client: " + client;
        draft.firmware = Firmware.parse(Escape.line(text), draft.firmware.uuid());
    }

    private boolean readSection(Scan line) {
        if (line.take("RTKit Task List:")) {
            new TaskListReader(lines, draft).read();
        } else if (line.startsWith("Mailbox (")) {
            new PanicMailboxReader(lines, draft).read();
        } else if (line.contains("Async error info:")) {
            new AsyncErrorReader(lines, draft).read();
        } else if (line.startsWith("Unknown Section:")) {
            new UnknownSectionReader(lines, draft).read();
        } else if (line.startsWith("RTBuddy(")) {
            new ApLogReader(lines, draft).read();
        } else {
            return false;
        }
        return true;
    }

    private void readOther(Scan line) {
        if (line.take("No mapping found for coredump section:")) {
            readRange(line);
        } else if (line.startsWith("Debugger message:")
                || line.startsWith("Backtrace")
                || line.startsWith("Kernel Extensions")
                || line.startsWith("```")) {
            epilogue = true;
        } else if (!PanicDetails.read(line, draft)
                && !epilogue
                && draft.warnings().hasRoom()) {
            draft.warnings().atLine(lines.number(), "not understood: " + Escape.line(line.rest()));
        }
    }

    private void readRange(Scan line) {
        if (line.skipBlanks().hex()) {
            long first = line.value();
            line.skipBlanks().take("-");
            if (line.skipBlanks().hex()) {
                draft.add(draft.unmapped, new AddressRange(first, line.value()), Limits.RANGES, "unmapped ranges");
                return;
            }
        }
        draft.warnings().atLine(lines.number(), "unmapped range without two addresses: ", line.rest());
    }
}
