package org.rtkit4j.emulator.crashlog;

/// One message of the mailbox history.
///
/// @param endpoint its endpoint
/// @param msg0 the message
/// @param ticks the co-processor's counter when it passed
public record MailboxRecord(int endpoint, long msg0, long ticks) {}
