package org.rtkit4j.emulator.mailbox;

/// The mailbox hardware.
public final class MailboxDevice {
    private MailboxDevice() {}
}
