package org.rtkit4j.teavm;

/// Static methods of `Math`.
public final class StaticsOfMath {
    private static final long LOW = 0xffff_ffffL;

    private StaticsOfMath() {}

    /// Returns the upper half of a product, from the products of halves (Source: Warren, Hacker's Delight, 8-2).
    public static long multiplyHigh(long x, long y) {
        long low = (x & LOW) * (y & LOW);
        long first = (x >> 32) * (y & LOW) + (low >>> 32);
        long second = (x & LOW) * (y >> 32) + (first & LOW);
        return (x >> 32) * (y >> 32) + (first >> 32) + (second >> 32);
    }
}
