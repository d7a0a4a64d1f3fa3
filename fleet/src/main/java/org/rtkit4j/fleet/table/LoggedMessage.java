package org.rtkit4j.fleet.table;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.MailboxRow;

/// A row of a mailbox log, with what it means.
///
/// @param answer the crash that it stands in
/// @param log as `explain --json` calls it: `mailbox 0`, `AP log`
/// @param number its place in that log, from 0
/// @param endpointName null for an interrupt
public record LoggedMessage(
        ReportAnswer answer,
        String log,
        int number,
        MailboxRow row,
        @Nullable String endpointName,
        String decoded) {}
