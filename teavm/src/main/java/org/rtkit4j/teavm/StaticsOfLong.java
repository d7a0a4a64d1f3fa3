package org.rtkit4j.teavm;

import java.math.BigInteger;

/// Static methods of `Long`.
public final class StaticsOfLong {
    private StaticsOfLong() {}

    /// As `Long.parseUnsignedLong`.
    public static long parseUnsignedLong(String text, int radix) {
        var value = new BigInteger(text, radix);
        if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
            throw new NumberFormatException(text);
        }
        return value.longValue();
    }
}
