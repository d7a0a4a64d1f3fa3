package org.rtkit4j.forensics.syndrome;

/// One field of a register in plain language.
///
/// @param name Arm's name: `EC`, `DFSC`, `I`
/// @param bits for example `31:26`
/// @param meaning what the value says; empty where the number says it all
public record DecodedField(String name, String bits, long value, String meaning) {
    /// Takes bits `high` to `low` out of a register.
    static DecodedField of(String name, int high, int low, long register, String meaning) {
        String bits = high == low ? Integer.toString(high) : high + ":" + low;
        return new DecodedField(name, bits, register >>> low & (1L << (high - low + 1)) - 1, meaning);
    }

    static boolean isSet(long register, int bit) {
        return (register >>> bit & 1) != 0;
    }
}
