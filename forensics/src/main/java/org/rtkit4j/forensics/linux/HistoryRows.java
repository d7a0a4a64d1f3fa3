package org.rtkit4j.forensics.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.requests.Ring;
import org.rtkit4j.forensics.text.Scan;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.register.MailboxWord;

/// Mailbox histories: a head, then rows `#000@1121f1a4: 0000000000000037 0000000000000342`.
///
/// The first word is the endpoint, the second the message. Times are the low 32 bits; no direction is recorded.
final class HistoryRows {
    private final Draft draft;
    private List<MailboxRow> rows = new ArrayList<>();
    private @Nullable Integer type;
    private int index;
    private boolean open;
    private @Nullable String torn;
    private int tornLine;
    private long nextNumber;

    HistoryRows(Draft draft) {
        this.draft = draft;
    }

    /// Reads behind `Mailbox history (type = `.
    void head(Scan text) {
        finish();
        open = true;
        type = text.decimalOrGuess() && text.value() <= Integer.MAX_VALUE ? Integer.valueOf((int) text.value()) : null;
        index = text.skipPast("index = ") && text.decimalOrGuess() && text.value() <= Integer.MAX_VALUE
                ? (int) text.value()
                : 0;
    }

    /// Reads behind `RTKit:  #`.
    void row(Scan text, int line) {
        giveUp();
        open = true;
        int start = text.position();
        count(text, line);
        if (!parse(text.moveTo(start))) {
            torn = text.moveTo(start).rest();
            tornLine = line;
        }
    }

    /// The kernel numbers the rows of a history from 0: what is left out, was cut or filtered.
    private void count(Scan text, int line) {
        if (!text.decimalOrGuess()) {
            nextNumber++;
            return;
        }
        long missing = text.value() - nextNumber;
        if (missing > 0 && missing < Limits.ROWS_PER_LOG) {
            draft.tornRows += (int) missing;
            String rows = missing == 1
                    ? "row " + nextNumber + " is"
                    : "rows " + nextNumber + " to " + (text.value() - 1) + " are";
            draft.warnings().atLine(line, rows + " missing from the mailbox history");
        }
        nextNumber = text.value() + 1;
    }

    /// Tries a torn row once more with what follows it, which may go on inside a number.
    boolean continueLast(Scan rest) {
        String start = torn;
        if (start == null) {
            return false;
        }
        String more = rest.rest();
        if (parse(new Scan(start + more)) || parse(new Scan(start + " " + more))) {
            draft.warnings().once(Wrapped.JOINED);
            torn = null;
            return true;
        }
        return false;
    }

    private void giveUp() {
        String text = torn;
        if (text != null) {
            draft.tornRows++;
            draft.warnings().atLine(tornLine, "mailbox row torn: #", text);
        }
        torn = null;
    }

    private boolean parse(Scan row) {
        if (!row.decimalOrGuess() || !row.take("@") || !row.digits(8)) {
            return false;
        }
        long time = row.value();
        if (!row.take(":") || !row.skipBlanks().digits(16)) {
            return false;
        }
        long endpointWord = row.value();
        if (!row.skipBlanks().digits(16) || !row.skipBlanks().atEnd()) {
            return false;
        }
        int endpoint = (int) MailboxWord.ENDPOINT.get(endpointWord);
        var message =
                new MailboxRow(time, Direction.BOTH, endpoint, row.value(), endpointWord, MailboxRow.Kind.MESSAGE);
        draft.add(rows, message, Limits.ROWS_PER_LOG, "mailbox rows");
        return true;
    }

    /// Ends the history that is open, if there is one.
    void finish() {
        giveUp();
        if (open) {
            List<MailboxRow> ordered = Ring.byLow32(rows).rows();
            var log = MailboxLog.history(draft.mailboxes.size(), type, index, ordered);
            draft.add(draft.mailboxes, log, Limits.MAILBOXES, "mailboxes");
        }
        rows = new ArrayList<>();
        open = false;
        nextNumber = 0;
    }
}
