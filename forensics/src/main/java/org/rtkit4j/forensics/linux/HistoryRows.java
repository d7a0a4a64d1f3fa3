package org.rtkit4j.forensics.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.Ring;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
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

    HistoryRows(Draft draft) {
        this.draft = draft;
    }

    /// Reads behind `Mailbox history (type = `.
    void head(Scan text) {
        finish();
        open = true;
        type = text.decimal() && text.value() <= Integer.MAX_VALUE ? Integer.valueOf((int) text.value()) : null;
        index = text.skipPast("index = ") && text.decimal() && text.value() <= Integer.MAX_VALUE
                ? (int) text.value()
                : 0;
    }

    /// Reads behind `RTKit:  #`.
    void row(Scan text, int line) {
        open = true;
        torn = null;
        int start = text.position();
        if (!parse(text)) {
            torn = text.moveTo(start).rest();
            draft.warnings().atLine(line, "mailbox row torn: #", torn);
        }
    }

    /// Tries a torn row once more with what follows it.
    boolean continueLast(Scan rest, int line) {
        String start = torn;
        torn = null;
        if (start == null || !parse(new Scan(start + " " + rest.rest()))) {
            return false;
        }
        draft.warnings().atLine(line, "the torn row goes on here: mended");
        return true;
    }

    private boolean parse(Scan row) {
        if (!row.decimal() || !row.take("@") || !row.digits()) {
            return false;
        }
        long time = row.value();
        if (!row.take(":") || !row.skipBlanks().digits()) {
            return false;
        }
        long endpointWord = row.value();
        if (!row.skipBlanks().digits() || !row.skipBlanks().atEnd()) {
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
        if (open) {
            List<MailboxRow> ordered = Ring.byLow32(rows).rows();
            var log = MailboxLog.history(draft.mailboxes.size(), type, index, ordered);
            draft.add(draft.mailboxes, log, Limits.MAILBOXES, "mailboxes");
        }
        rows = new ArrayList<>();
        open = false;
    }
}
