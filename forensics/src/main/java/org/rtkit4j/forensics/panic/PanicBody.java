package org.rtkit4j.forensics.panic;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.AddressRange;
import org.rtkit4j.forensics.model.Firmware;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;

/// Everything behind the message: fields and sections in any order, each recognised by how its first line begins.
final class PanicBody {
    private static final int WORD_DIGITS = 16;

    private final Lines lines;
    private final Draft draft;
    private boolean epilogue;

    PanicBody(Lines lines, Draft draft) {
        this.lines = lines;
        this.draft = draft;
    }

    /// Reads up to the next report or the end of the text.
    void read() {
        while (lines.next()) {
            Scan line = lines.scan().unquote();
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
        int from = line.position();
        if (line.takeLabel("RTKit") && line.skipBlanks().startsWith("RTKit")) {
            readVersion(line);
        } else if (line.moveTo(from).takeLabel("!UUID")) {
            readUuid(Escape.line(line.word()));
        } else if (line.takeLabel("ASLR slide")) {
            draft.aslrSlide = number(line, "ASLR slide");
        } else if (draft.time == null && line.takeLabel("Time") && isNumber(line)) {
            draft.time = number(line, "time");
        } else {
            line.moveTo(from);
            return false;
        }
        return true;
    }

    /// `Epoch Time:` and its like stand further below, with other things behind them.
    private static boolean isNumber(Scan line) {
        return line.skipBlanks().looksLikeHex();
    }

    private @Nullable Long number(Scan line, String what) {
        if (line.skipBlanks().hex(WORD_DIGITS)) {
            return line.value();
        }
        draft.warnings().atLine(lines.number(), what + " not readable: ", Escape.line(line.word()));
        return null;
    }

    private void readUuid(String text) {
        String uuid = Uuid.of(text);
        if (uuid == null) {
            draft.warnings().atLine(lines.number(), "UUID not readable: ", text);
        } else if (!uuid.equalsIgnoreCase(text)) {
            draft.warnings().atLine(lines.number(), "letters in the UUID taken for the digits 0 and 1: ", text);
        }
        draft.firmware = draft.firmware.withUuid(uuid);
    }

    private void readVersion(Scan line) {
        String rtkit = line.word();
        String client = "";
        line.skipBlanks().take("-");
        if (line.skipBlanks().takeLabel("Client")) {
            client = line.word();
            if (client.isEmpty() && lines.extend()) {
                client = line.skipPast("Client:") ? line.word() : "";
            }
        }
        String text = client.isEmpty() ? rtkit : rtkit + " - Client: " + client;
        draft.firmware = Firmware.parse(Escape.line(text), draft.firmware.uuid());
    }

    private boolean readSection(Scan line) {
        if (line.takeLabel("RTKit Task List")) {
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
            return !epilogue && readRows(line);
        }
        return true;
    }

    /// Reads rows of a table whose beginning is missing.
    private boolean readRows(Scan line) {
        if (PanicMailboxReader.isRow(line)) {
            new PanicMailboxReader(lines, draft).readHeadless();
        } else if (line.looksLikeHex() && line.contains("X] |")) {
            lines.back();
            new ApLogReader(lines, draft).read();
        } else if (TaskListReader.isRow(line)) {
            lines.back();
            new TaskListReader(lines, draft).read();
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
                || (line.startsWith("```") && !opensPiece())) {
            epilogue = true;
        } else if (!PanicDetails.read(line, draft)
                && !epilogue
                && draft.warnings().hasRoom()) {
            draft.warnings().atLine(lines.number(), "not understood: " + Escape.line(line.rest()));
        }
    }

    /// Whether this is the first line of a text that has lost its head.
    private boolean opensPiece() {
        return lines.number() == draft.line;
    }

    private void readRange(Scan line) {
        if (line.skipBlanks().hex(WORD_DIGITS)) {
            long first = line.value();
            line.skipBlanks().take("-");
            if (line.skipBlanks().hex(WORD_DIGITS)) {
                draft.add(draft.unmapped, new AddressRange(first, line.value()), Limits.RANGES, "unmapped ranges");
                return;
            }
        }
        draft.warnings().atLine(lines.number(), "unmapped range without two addresses: ", line.rest());
    }
}
