package org.rtkit4j.wire.capture;

import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.Vocabulary;

/// What an interface of a capture is called: as its co-processor is where it is a mailbox, `ans`; with `:nvme` behind
/// that where it is the doorbells of storage.
public final class ChannelName {
    private static final String DOORBELLS = ":nvme";

    private ChannelName() {}

    /// Returns the name for the doorbells of a co-processor: `ans:nvme`.
    public static String ofDoorbells(String coprocessor) {
        return coprocessor + DOORBELLS;
    }

    /// Returns what is said on an interface, by its name in capitals or not.
    public static Vocabulary vocabulary(String name) {
        int at = name.length() - DOORBELLS.length();
        boolean isDoorbells = name.regionMatches(true, at, DOORBELLS, 0, DOORBELLS.length());
        return isDoorbells ? Vocabulary.NVME : CoprocessorKind.of(name).vocabulary();
    }
}
