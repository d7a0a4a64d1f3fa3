package org.rtkit4j.wire.iomfb;

import java.util.List;

/// A line of the table of calls: a name, and for each generation a number and what is taken and given.
///
/// @param label its name
/// @param side `A` for a call of the AP's, `D` for one of the firmware's
/// @param numbers 0 to 999 in the order of [IomfbVersion], [#NONE] where a generation does not have it
/// @param signatures in the same order
public record CallEntry(String label, char side, List<Integer> numbers, List<CallSignature> signatures) {
    /// The number of a call that a generation does not have.
    public static final int NONE = -1;

    public CallEntry {
        numbers = List.copyOf(numbers);
        signatures = List.copyOf(signatures);
    }

    static CallEntry of(
            char side, String label, int number12, int number13, CallSignature first, CallSignature second) {
        return new CallEntry(label, side, List.of(number12, number13), List.of(first, second));
    }
}
