package org.rtkit4j.forensics.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was said on the mailboxes before the crash, as both ends logged it.
///
/// @param own the co-processor's logs, one for each of its mailboxes
/// @param ap the AP's log, or null
/// @param lostRows rows that the report had and that could not be read, or that are missing from it: what they hold is
///     not in the logs
public record MailboxLogs(List<MailboxLog> own, @Nullable ApLog ap, int lostRows) {
    public MailboxLogs {
        own = List.copyOf(own);
    }

    /// Returns whether the report has no log at all.
    public boolean isEmpty() {
        return own.isEmpty() && ap == null;
    }
}
