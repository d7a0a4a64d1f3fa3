package org.rtkit4j.forensics.panic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.requests.Ring;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;
import org.rtkit4j.wire.layout.Direction;

/// One of the co-processor's own mailboxes.
///
/// ```text
/// Mailbox (0): (0)
///   Inbox  AKF_KIC_INBOX_CTRL = 0x00020001, AKF_KIC_MAILBOX_SET = 0x11111101
///   Outbox AKF_AP_OUTBOX_CTRL = 0x00020001, AP instance uninitialized
/// OUTBOX not ready
///     [TX]        user24  0x000000462be25cec  0x0000000000000642
/// ```
///
/// The direction is the co-processor's: its `[RX]` was sent by the AP.
final class PanicMailboxReader {
    private static final int WORD_DIGITS = 16;
    private static final int CONTROL_DIGITS = 8;

    private final Lines lines;
    private final Draft draft;
    private final Map<String, Long> controls = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<MailboxRow> rows = new ArrayList<>();

    PanicMailboxReader(Lines lines, Draft draft) {
        this.lines = lines;
        this.draft = draft;
    }

    void read() {
        Scan head = lines.scan();
        int index = numberInParentheses(head);
        int peer = numberInParentheses(head);
        if (index < 0) {
            draft.warnings()
                    .atLine(
                            lines.number(),
                            "number of the mailbox not readable: ",
                            head.rewind().rest());
        }
        readOn(Math.max(0, index), peer);
    }

    /// Reads rows whose mailbox's head is missing, the current line being the first one.
    void readHeadless() {
        draft.warnings().atLine(lines.number(), "rows of a mailbox whose head is missing");
        lines.back();
        readOn(draft.mailboxes.size(), -1);
    }

    private void readOn(int index, int peer) {
        while (lines.next()) {
            Scan line = lines.scan().unquote();
            if (!readLine(line) && !PanicMarks.skips(line.moveTo(line.start()), lines, draft)) {
                lines.back();
                break;
            }
        }
        Ring.Ordered ordered = Ring.byTime(rows);
        if (ordered.sorted()) {
            draft.warnings().once("mailbox " + index + " goes back in time more than once: its rows were sorted");
        }
        var mailbox = new MailboxLog(index, peer < 0 ? null : peer, controls, notes, true, ordered.rows());
        draft.add(draft.mailboxes, mailbox, Limits.MAILBOXES, "mailboxes");
    }

    private boolean readLine(Scan line) {
        if (line.atEnd() || line.startsWith("dir ") || line.startsWith("===")) {
            return true;
        }
        if (isRow(line)) {
            readRow(line);
            return true;
        }
        if (line.startsWith("OUTBOX ") || line.startsWith("INBOX ")) {
            note(line.rest());
            return true;
        }
        return (line.take("Inbox ") || line.take("Outbox ")) && readControls(line);
    }

    /// Whether a line begins with `[TX]`, or with what a scanned picture makes of the brackets.
    static boolean isRow(Scan line) {
        char bracket = line.peek();
        boolean opens = bracket == '[' || bracket == '(' || bracket == '{';
        return opens && (line.find("TX") == line.position() + 1 || line.find("RX") == line.position() + 1);
    }

    private boolean readControls(Scan line) {
        while (!line.skipBlanks().atEnd() && notes.size() + controls.size() < Limits.DETAILS) {
            int item = line.position();
            boolean read = readControl(line);
            if (!read && line.skipBlanks().atEnd() && lines.extend()) {
                read = readControl(line.moveTo(item));
                if (!read) {
                    lines.shrink();
                }
            }
            if (!read) {
                String text = Escape.line(line.moveTo(item).before(","));
                note(text);
                if (text.contains("=")) {
                    draft.warnings().atLine(lines.number(), "control register not readable: ", text);
                }
            }
        }
        return true;
    }

    /// `AKF_KIC_INBOX_CTRL = 0x00020001`, up to the comma or the end.
    private boolean readControl(Scan line) {
        int comma = line.find(",");
        int equals = line.find("=");
        if (equals < 0 || (comma >= 0 && comma < equals)) {
            return false;
        }
        String name = line.before("=");
        if (!line.skipBlanks().hex(CONTROL_DIGITS)) {
            return false;
        }
        if (controls.size() < Limits.REGISTERS) {
            controls.put(Escape.line(name), line.value());
        }
        return line.skipBlanks().atEnd() || line.take(",");
    }

    private void note(String text) {
        if (notes.size() < Limits.DETAILS) {
            notes.add(text);
        }
    }

    private void readRow(Scan line) {
        int from = line.position();
        boolean read = parseRow(line);
        while (!read && line.skipBlanks().atEnd() && lines.extend()) {
            read = parseRow(line.moveTo(from));
        }
        if (!read) {
            lines.shrink();
            draft.tornRows++;
            String row = draft.warnings().hasRoom() ? line.moveTo(from).rest() : "";
            draft.warnings().atLine(lines.number(), "mailbox row torn: ", row);
        }
    }

    private boolean parseRow(Scan line) {
        Direction direction = line.find("RX") == line.position() + 1 ? Direction.AP_TO_IOP : Direction.IOP_TO_AP;
        if (!line.moveTo(line.position() + 3).take("]") && !line.take(")") && !line.take("}")) {
            return false;
        }
        int start = line.skipBlanks().position();
        int end = line.skipWord().position();
        boolean complete = line.skipBlanks().hex(WORD_DIGITS);
        long time = line.value();
        if (!complete
                || !line.skipBlanks().hex(WORD_DIGITS)
                || !line.skipBlanks().atEnd()) {
            return false;
        }
        String name = line.source().substring(start, end);
        int endpoint = EndpointNames.number(name);
        if (endpoint < 0) {
            draft.warnings().atLine(lines.number(), "endpoint without a known number: name=", Escape.line(name));
        }
        draft.add(
                rows, MailboxRow.message(time, direction, endpoint, line.value()), Limits.ROWS_PER_LOG, "mailbox rows");
        return true;
    }

    private static int numberInParentheses(Scan head) {
        return head.skipPast("(") && head.decimal() && head.value() <= Integer.MAX_VALUE ? (int) head.value() : -1;
    }
}
