package org.rtkit4j.wire.iomfb;

/// A line of the table of calls: a name, and for each generation a number and what is taken and given.
///
/// @param label its name
/// @param side `A` for a call of the AP's, `D` for one of the firmware's
/// @param number12 its number in 12.3, 0 to 999, or [#NONE] where that does not have it
/// @param number13 its number in 13.5, likewise
/// @param signature12 what it takes and gives in 12.3
/// @param signature13 what it takes and gives in 13.5
public record CallEntry(
        String label, char side, int number12, int number13, CallSignature signature12, CallSignature signature13) {
    /// The number of a call that a generation does not have.
    public static final int NONE = -1;

    static CallEntry of(
            char side, String label, int number12, int number13, CallSignature first, CallSignature second) {
        return new CallEntry(label, side, number12, number13, first, second);
    }

    /// Returns its number, or [#NONE].
    public int number(IomfbVersion version) {
        return switch (version) {
            case V12_3 -> number12;
            case V13_5 -> number13;
        };
    }

    /// Returns what it takes and gives.
    public CallSignature signature(IomfbVersion version) {
        return switch (version) {
            case V12_3 -> signature12;
            case V13_5 -> signature13;
        };
    }
}
