package org.rtkit4j.emulator.mailbox;

/// The interrupt logic of an M3 mailbox: an event stays pending from when its condition held until it is
/// acknowledged.
///
/// A condition that still holds when it is acknowledged is pending again at once, so that no event is lost. Bits as
/// in [org.rtkit4j.wire.register.MailboxInterrupt]. Source: the comments of linux `mailbox.c`. What reads of the two
/// registers give is not established; here they give what is enabled and what is pending.
final class InterruptLatch {
    private static final int EVENTS = 0xf;

    private int enabled;
    private int pending;
    private int conditions;

    /// Takes the conditions that hold now.
    void follow(int now) {
        conditions = now;
        pending |= now;
    }

    void enable(int mask) {
        enabled = mask & EVENTS;
    }

    void acknowledge(int mask) {
        pending &= ~mask;
        pending |= conditions;
    }

    int enabled() {
        return enabled;
    }

    int pending() {
        return pending;
    }

    int asserted() {
        return enabled & pending;
    }

    void reset() {
        enabled = 0;
        pending = 0;
        conditions = 0;
    }
}
