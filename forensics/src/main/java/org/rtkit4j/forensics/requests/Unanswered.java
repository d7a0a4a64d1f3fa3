package org.rtkit4j.forensics.requests;

import org.rtkit4j.forensics.model.MailboxRow;

/// A request that was never answered.
///
/// @param log where it stands: `mailbox 0`, `AP log`, or, of a mailbox with the AP, `both ends`
/// @param endpointName of the request
/// @param decoded the request, read
/// @param expected what was to come, for example `PONG`
public record Unanswered(String log, MailboxRow request, String endpointName, String decoded, String expected) {
    /// Returns it as one that the AP logged as well.
    Unanswered atBothEnds() {
        return new Unanswered("both ends", request, endpointName, decoded, expected);
    }
}
