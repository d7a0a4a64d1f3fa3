package org.rtkit4j.forensics.binary;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.requests.Ring;
import org.rtkit4j.wire.crashlog.CrashlogFormat.MailboxEntry;
import org.rtkit4j.wire.crashlog.CrashlogFormat.MailboxHead;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.register.MailboxWord;

/// The mailbox history: endpoint first, message second, low 32 bits of the time, no direction.
final class MailboxSection {
    private static final int HEAD = MailboxHead.STRUCT.sizeBytes();
    private static final int ENTRY = MailboxEntry.STRUCT.sizeBytes();

    private MailboxSection() {}

    static boolean read(Payload payload, Draft draft) {
        if (!payload.requires(HEAD)) {
            return false;
        }
        List<MailboxRow> rows = new ArrayList<>();
        int room = Math.min(Limits.ROWS_PER_LOG, Limits.ROWS_IN_ALL - rowsOf(draft.mailboxes));
        long at = HEAD;
        while (at + ENTRY <= payload.size() && rows.size() < room) {
            rows.add(row(payload, at));
            at += ENTRY;
        }
        if (!payload.isPadding(at)) {
            payload.warn(at, payload.size() - at + " bytes behind the last row left out");
        }
        int type = (int) payload.get(MailboxHead.TYPE, 0);
        int index = (int) payload.get(MailboxHead.INDEX, 0);
        List<MailboxRow> ordered = Ring.byLow32(rows).rows();
        var log = MailboxLog.history(draft.mailboxes.size(), type, index, ordered);
        return draft.add(draft.mailboxes, log, Limits.MAILBOXES, "mailboxes");
    }

    private static int rowsOf(List<MailboxLog> logs) {
        return logs.stream().mapToInt(log -> log.rows().size()).sum();
    }

    private static MailboxRow row(Payload payload, long at) {
        long word = payload.get(MailboxEntry.ENDPOINT, at);
        return new MailboxRow(
                payload.get(MailboxEntry.TIMESTAMP, at),
                Direction.BOTH,
                (int) MailboxWord.ENDPOINT.get(word),
                payload.get(MailboxEntry.MESSAGE, at),
                word,
                MailboxRow.Kind.MESSAGE);
    }
}
