package org.rtkit4j.forensics.panic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.forensics.analysis.Ring;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
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
        while (lines.next()) {
            if (!readLine(PanicReader.begin(lines.scan()))) {
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
        if (line.atEnd() || line.startsWith("dir ") || line.startsWith("====")) {
            return true;
        }
        if (line.startsWith("[RX]") || line.startsWith("[TX]")) {
            readRow(line);
            return true;
        }
        if (line.startsWith("OUTBOX ") || line.startsWith("INBOX ")) {
            note(line.rest());
            return true;
        }
        return (line.take("Inbox ") || line.take("Outbox ")) && readControls(line);
    }

    private boolean readControls(Scan line) {
        while (!line.skipBlanks().atEnd() && notes.size() + controls.size() < Limits.DETAILS) {
            var item = new Scan(line.before(","));
            String name = item.before("=");
            if (item.skipBlanks().hex() && controls.size() < Limits.REGISTERS) {
                controls.put(Escape.line(name), item.value());
            } else {
                note(Escape.line(name));
            }
        }
        return true;
    }

    private void note(String text) {
        if (notes.size() < Limits.DETAILS) {
            notes.add(text);
        }
    }

    private void readRow(Scan line) {
        Direction direction = line.take("[RX]") ? Direction.AP_TO_IOP : Direction.IOP_TO_AP;
        line.take("[TX]");
        String name = line.word();
        int endpoint = EndpointNames.number(name);
        boolean complete = line.skipBlanks().hex();
        long time = line.value();
        if (!complete || !line.skipBlanks().hex() || !line.skipBlanks().atEnd()) {
            draft.warnings()
                    .atLine(lines.number(), "mailbox row torn: ", line.rewind().rest());
            return;
        }
        if (endpoint < 0) {
            draft.warnings().atLine(lines.number(), "endpoint without a known number: name=", Escape.line(name));
        }
        if (line.guessed()) {
            draft.warnings().atLine(lines.number(), "letters in a number taken for the digits 0 and 1");
        }
        draft.add(
                rows, MailboxRow.message(time, direction, endpoint, line.value()), Limits.ROWS_PER_LOG, "mailbox rows");
    }

    private static int numberInParentheses(Scan head) {
        return head.skipPast("(") && head.decimal() && head.value() <= Integer.MAX_VALUE ? (int) head.value() : -1;
    }
}
