package org.rtkit4j.emulator.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What no source settles and a profile can have either way, so that a host can be tried against both, and a machine
/// be asked (`rtkit probe`).
///
/// `docs/decisions.md` has each under its id.
public enum Guess {
    NULL_CHECK("nvme.null-check", "used", "any", "the check for null PRPs looks at commands with a direction alone"),
    TCB_OPCODE("nvme.tcb-opcode", "reserved", "noticed", "a TCB with an opcode is refused"),
    UNUSED_PRP("nvme.unused-prp", "ignored", "refused", "a PRP that a command does not use is ignored"),
    SHORT_READ("nvme.short-read", "first-page", "refused", "a read of two pages with one PRP gives the first"),
    CC_AT_START("nvme.cc-at-start", "sizes", "zero", "CC has the sizes of queue entries before a host sets them"),
    NVME_VERSION("nvme.version", "0x1_0200", "0x1_0400", "the controller says that it is of NVMe 1.2"),
    BASE_CMD_ID("nvme.base-cmd-id", "0x6000", "0x0", "BASE_CMD_ID reads 0x6000"),
    TRANSFER("nvme.transfer", "10", "8", "the longest transfer is 4 MiB"),
    PING("ping", "answered", "ignored", "a PING is answered"),
    IOREPORT_POLL("ioreport.poll", "echoed", "ignored", "what macOS polls the ioreport endpoint with is echoed"),
    AP_ACK("ap-ack", "last", "first", "the SMC acknowledges the AP's ON when it has said all that it has to say");

    private final String key;
    private final String built;
    private final String other;
    private final String text;

    Guess(String key, String built, String other, String text) {
        this.key = key;
        this.built = built;
        this.other = other;
        this.text = text;
    }

    /// Returns the guess that a key of profiles answers, if it is one.
    public static Optional<Guess> ofKey(String key) {
        return Arrays.stream(values()).filter(guess -> guess.key.equals(key)).findFirst();
    }

    /// Returns the guess of an id, if there is one.
    public static Optional<Guess> ofId(String id) {
        return Arrays.stream(values()).filter(guess -> guess.id().equals(id)).findFirst();
    }

    /// Returns its id, for example `tcb-opcode`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Returns the key of profiles that answers it.
    public String key() {
        return key;
    }

    /// Returns the value with which it holds.
    public String built() {
        return built;
    }

    /// Returns a value with which it does not.
    public String other() {
        return other;
    }

    /// Returns what is guessed, in one sentence without an end.
    public String text() {
        return text;
    }
}
