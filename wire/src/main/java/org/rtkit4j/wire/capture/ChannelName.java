package org.rtkit4j.wire.capture;

import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.Vocabulary;

/// What an interface of a capture is called: as its co-processor is where it is a mailbox, `ans`; with `:nvme` behind
/// that where it is the doorbells of storage, and `:dockchannel` where it is the packets of keyboard and trackpad.
public final class ChannelName {
    private static final String DOORBELLS = ":nvme";
    private static final String PACKETS = ":dockchannel";

    private ChannelName() {}

    /// Returns the name for the doorbells of a co-processor: `ans:nvme`.
    public static String ofDoorbells(String coprocessor) {
        return coprocessor + DOORBELLS;
    }

    /// Returns the name for the packets beside the mailbox of a co-processor: `mtp:dockchannel`.
    public static String ofPackets(String coprocessor) {
        return coprocessor + PACKETS;
    }

    /// Returns what is said on an interface, by its name in capitals or not.
    public static Vocabulary vocabulary(String name) {
        if (endsWith(name, DOORBELLS)) {
            return Vocabulary.NVME;
        }
        return endsWith(name, PACKETS)
                ? Vocabulary.DOCKCHANNEL
                : CoprocessorKind.of(name).vocabulary();
    }

    private static boolean endsWith(String name, String end) {
        return name.regionMatches(true, name.length() - end.length(), end, 0, end.length());
    }
}
