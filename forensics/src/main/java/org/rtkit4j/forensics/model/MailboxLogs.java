package org.rtkit4j.forensics.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.EndpointSpeech;

/// What was said on the mailboxes before the crash, as both ends logged it.
///
/// @param own the co-processor's logs, one for each of its mailboxes
/// @param ap the AP's log, or null
/// @param lostRows rows that the report had and that could not be read, or that are missing from it: what they hold is
///     not in the logs
/// @param endpoints of the co-processor that no vocabulary knows, where somebody has told of them
public record MailboxLogs(
        List<MailboxLog> own, @Nullable ApLog ap, int lostRows, Map<Integer, EndpointSpeech> endpoints) {
    public MailboxLogs {
        own = List.copyOf(own);
        endpoints = Map.copyOf(endpoints);
    }

    /// The logs as the report has them: nobody has told of endpoints.
    public MailboxLogs(List<MailboxLog> own, @Nullable ApLog ap, int lostRows) {
        this(own, ap, lostRows, Map.of());
    }

    /// Returns these logs, to be read with what somebody has told of the co-processor's endpoints.
    public MailboxLogs told(Map<Integer, EndpointSpeech> ofEndpoints) {
        return new MailboxLogs(own, ap, lostRows, ofEndpoints);
    }

    /// Returns whether the report has no log at all.
    public boolean isEmpty() {
        return own.isEmpty() && ap == null;
    }
}
