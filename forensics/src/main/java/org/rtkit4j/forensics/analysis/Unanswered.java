package org.rtkit4j.forensics.analysis;

import org.rtkit4j.forensics.model.MailboxRow;

/// A request that was never answered.
///
/// @param log where it stands: `mailbox 0` or `AP log`
/// @param endpointName of the request
/// @param decoded the request, read
/// @param expected what was to come, for example `PONG`
public record Unanswered(String log, MailboxRow request, String endpointName, String decoded, String expected) {}
