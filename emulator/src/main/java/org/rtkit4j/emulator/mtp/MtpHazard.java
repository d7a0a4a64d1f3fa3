package org.rtkit4j.emulator.mtp;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Something that a firmware can say, or leave unsaid, and a host has to survive.
public enum MtpHazard {
    /// Announces the keyboard in packets that are never the last.
    ENDLESS_INIT,
    /// A block of the keyboard's announcement reaches beyond its packet.
    BLOCK_BEYOND_PACKET,
    /// Announces an interface 16, beyond the last, and reports from it.
    INTERFACE_16,
    /// Announces an interface whose name fills its field.
    NAME_WITHOUT_END,
    /// The checksum of the next report is wrong.
    WRONG_CHECKSUM,
    /// Reports a key before the keyboard is ready.
    EARLY_REPORT,
    /// Reads nothing any more: the FIFO from the AP fills up.
    STUCK_FIFO,
    /// Before the next answer comes one to another command.
    OTHER_ANSWER,
    /// The next command is carried out and not answered.
    LOST_ANSWER,
    /// The next report is torn: its packet ends in the middle.
    TORN_PACKET,
    /// A report as long as a packet can be. OpenBSD keeps 1024 bytes for one, and does not look.
    LONGEST_PACKET;

    /// Returns the name that profiles and commands use, for example `endless-init`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Returns the hazard of this name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static MtpHazard of(String label) {
        for (MtpHazard hazard : values()) {
            if (hazard.label().equals(label)) {
                return hazard;
            }
        }
        List<String> all = Stream.of(values()).map(MtpHazard::label).toList();
        throw new IllegalArgumentException("no such hazard, there are %s: %s".formatted(all, label));
    }
}
