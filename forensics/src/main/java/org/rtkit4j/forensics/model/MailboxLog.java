package org.rtkit4j.forensics.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the co-processor remembers of one of its mailboxes.
///
/// Directions are normalised: `IOP_TO_AP` is what the co-processor sent. Where the peer is not the AP, read the peer
/// for "AP".
///
/// @param index the first number of `Mailbox (0): (0)`; in a binary log or Linux's print of it, its place among them
/// @param peerKind the second number, or Linux's `type`: 0 is the AP; 2 and 4 were seen for other co-processors
///     (inferred: both speak SMC keys)
/// @param controls control registers by the name that the report gives them
/// @param notes states printed beside them: `OUTBOX not ready`, `AP instance uninitialized`
/// @param wideTimes whether times have 64 bits; false: their low 32 bits only
public record MailboxLog(
        int index,
        @Nullable Integer peerKind,
        Map<String, Long> controls,
        List<String> notes,
        boolean wideTimes,
        List<MailboxRow> rows) {
    public MailboxLog {
        controls = Collections.unmodifiableMap(new LinkedHashMap<>(controls));
        notes = List.copyOf(notes);
        rows = List.copyOf(rows);
    }

    /// The history section of a binary log: times of 32 bits, and the place in the ring that was written next.
    public static MailboxLog history(int number, @Nullable Integer peerKind, int ringPosition, List<MailboxRow> rows) {
        List<String> notes = ringPosition == 0 ? List.of() : List.of("ring position " + ringPosition);
        return new MailboxLog(number, peerKind, Map.of(), notes, false, rows);
    }

    /// Returns what explanations and JSON call it: `mailbox 0`.
    public String name() {
        return "mailbox " + index;
    }

    /// Returns who is at the other end: `AP`, or `kind 4` of a peer that is known by number only.
    public String peer() {
        return peerKind == null ? "unknown" : peerKind == 0 ? "AP" : "kind " + peerKind;
    }

    /// Returns whether the other end is the AP: also where the report does not say, since it nearly always is.
    public boolean isWithAp() {
        return peerKind == null || peerKind == 0;
    }
}
