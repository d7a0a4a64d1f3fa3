package org.rtkit4j.emulator.firmware;

import java.util.Locale;

/// A way in which firmware differs from the common case; a profile has any set of them.
///
/// Some are what one implementation really does, and say which; the others are what a host must survive.
public enum Quirk {
    /// Sends `HELLO` twice in a row.
    HELLO_TWICE,
    /// Offers versions 3 to 10 in a second `HELLO` when the AP refuses the first with 0x0BAD. Source: QEMU.
    RETRIES_HELLO,
    /// Reports `ON` right after the endpoint map, before any endpoint is started. Source: QEMU.
    ACKS_AFTER_MAP,
    /// Asks for its buffers only when it has reported `ON`.
    BUFFERS_AFTER_ACK,
    /// Sends an empty page of the endpoint map first, and pages for the empty blocks between the others.
    EMPTY_MAP_PAGES,
    /// Sends the pages of the endpoint map in descending order.
    DESCENDING_MAP,
    /// Never marks a page of the endpoint map as the last one, and goes on for ever.
    ENDLESS_MAP,
    /// Leaves junk in bits 31:8 of the second word of each message. m1n1's C code drops such messages.
    JUNK_IN_WORD,
    /// Sends `SYSLOG_INIT` twice.
    REPEATED_SYSLOG_INIT,
    /// Asks for its crash log buffer twice before the first request is answered.
    REPEATED_BUFFER_REQUEST,
    /// Writes its first syslog entries before the AP has reported `ON`.
    LOGS_EARLY,
    /// Sends what the AP's `ON` makes it send before it acknowledges that, and is silent then: on SMCs OpenBSD's
    /// attach takes the next message for the answer to `SMC_INITIALIZE`, and works on Macs.
    SPEAKS_BEFORE_AP_ACK,
    /// Tells of syslog entries one past the end of the ring.
    LOG_PAST_END,
    /// Acknowledges every power state but `ON` with another one, 0x202.
    ACKS_OTHER_STATE,
    /// Hangs where the AP fails to echo the messages of the ioreport endpoint, as comments in Linux and U-Boot say.
    /// Not so by default: m1n1's Python client, which real co-processors live with, answers one of the two not at
    /// all.
    HANGS_WITHOUT_ECHO,
    /// Does not hang where RUN is cleared while it runs. Source: QEMU.
    SURVIVES_CLEARED_RUN,
    /// Starts anew, with `HELLO`, when it is woken from `IDLE`. Source: QEMU.
    HELLO_AFTER_IDLE,
    /// Answers no `PING`.
    IGNORES_PING,
    /// Does not echo what macOS polls the ioreport endpoint with.
    IGNORES_IOREPORT_POLL,
    /// Crashes when it is asked to go down. Source: aurora `apple.c`, of storage on M4 and later.
    CRASHES_AT_SHUTDOWN;

    /// Returns the name that profiles use, for example `hello-twice`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
