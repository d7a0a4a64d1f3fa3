package org.rtkit4j.emulator.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// What no source settles and a profile can have either way, so that a host can be tried against both, and a machine
/// be asked (`rtkit probe`). What is guessed may differ from chip to chip and from year to year.
///
/// `docs/decisions.md` has each under its id.
public enum Guess {
    NULL_CHECK(
            "nvme.null-check",
            List.of("used", "any"),
            "the check for null PRPs looks at commands with a direction alone",
            GuessClaim.of("used", NvmeVariant.T8103, NvmeVariant.T8132, NvmeVariant.T8140)),
    // Linux up to July 2026 and m1n1 gave an opcode, and run on firmware of macOS 12 to 14; aurora's driver did on M4.
    TCB_OPCODE(
            "nvme.tcb-opcode",
            List.of("reserved", "noticed"),
            "of M1 to M3, firmware of macOS 15 and later refuses a TCB with an opcode, and no other",
            GuessClaim.of("noticed", NvmeVariant.T8103).before(15),
            GuessClaim.of("reserved", NvmeVariant.T8103).from(15),
            GuessClaim.of("noticed", NvmeVariant.T8132, NvmeVariant.T8140)),
    UNUSED_PRP(
            "nvme.unused-prp",
            List.of("ignored", "refused"),
            "a PRP that a command does not use is ignored",
            GuessClaim.of("ignored", NvmeVariant.T8103, NvmeVariant.T8132, NvmeVariant.T8140)),
    SHORT_READ(
            "nvme.short-read",
            List.of("first-page", "refused"),
            "a read of two pages with one PRP gives the first",
            GuessClaim.of("first-page", NvmeVariant.T8103, NvmeVariant.T8132, NvmeVariant.T8140)),
    CC_AT_START(
            "nvme.cc-at-start",
            List.of("sizes", "zero"),
            "CC has the sizes of queue entries before a host sets them",
            GuessClaim.of("sizes", CoprocessorKind.ANS)),
    NVME_VERSION(
            "nvme.version",
            List.of("0x1_0200", "0x1_0400"),
            "the controller says that it is of NVMe 1.2",
            GuessClaim.of("0x1_0200", CoprocessorKind.ANS)),
    BASE_CMD_ID(
            "nvme.base-cmd-id",
            List.of("0x6000", "0x0"),
            "BASE_CMD_ID reads 0x6000",
            GuessClaim.of("0x6000", CoprocessorKind.ANS)),
    TRANSFER(
            "nvme.transfer",
            List.of("10", "8"),
            "the longest transfer is 4 MiB, and 1 MiB on A11",
            GuessClaim.of("8", NvmeVariant.T8015),
            GuessClaim.of("10", NvmeVariant.T8103, NvmeVariant.T8132, NvmeVariant.T8140)),
    T8015_CID(
            "nvme.answered-id",
            List.of("own", "next"),
            "on A11 a command is answered with its own id, not with the next one",
            GuessClaim.of("own", NvmeVariant.T8015)),
    PING("ping", List.of("answered", "ignored"), "a PING is answered", GuessClaim.ofAll("answered")),
    IOREPORT_POLL(
            "ioreport.poll",
            List.of("echoed", "ignored"),
            "what macOS polls the ioreport endpoint with is echoed",
            GuessClaim.ofAll("echoed")),
    AP_ACK(
            "ap-ack",
            List.of("last", "first"),
            "the SMC acknowledges the AP's ON when it has said all that it has to say",
            GuessClaim.of("last", CoprocessorKind.SMC));

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes them unmodifiable, which the type does not say.
    private final List<String> answers;

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<GuessClaim> claims;

    Guess(String key, List<String> answers, String text, GuessClaim... claims) {
        this.key = key;
        this.answers = answers;
        this.text = text;
        this.claims = List.of(claims);
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

    /// Returns two values of its key, of which the machine may have one; of a number there may be others.
    public List<String> answers() {
        return answers;
    }

    /// Returns what is guessed, in one sentence without an end.
    public String text() {
        return text;
    }

    /// Returns what it says of each firmware that it is about.
    public List<GuessClaim> claims() {
        return claims;
    }

    /// Returns the value that it says this firmware has; empty where it says nothing of it.
    public Optional<String> claim(FirmwareOrigin origin) {
        return claims.stream()
                .filter(claim -> claim.isFor(origin))
                .map(GuessClaim::value)
                .findFirst();
    }

    /// Returns whether it says something of co-processors of this kind, on some chip and of some year.
    public boolean isAbout(CoprocessorKind kind) {
        return claims.stream()
                .anyMatch(claim -> claim.controllers().isEmpty()
                        ? claim.kinds().isEmpty() || claim.kinds().contains(kind)
                        : kind == CoprocessorKind.ANS);
    }

    /// Returns whether it says something of such a co-processor, of whatever year its firmware is.
    public boolean isAbout(FirmwareOrigin origin) {
        return claims.stream().anyMatch(claim -> claim.isAbout(origin));
    }
}
