package org.rtkit4j.forensics.explain;

/// Fractions as decimals, by whole numbers: where the page runs, `%.1f` rounds another way than the JDK's.
final class DecimalFraction {
    private DecimalFraction() {}

    /// Returns a fraction to so many digits behind the point; half of the last digit is rounded up, whatever the sign.
    ///
    /// @param denominator 1 to 2^31 - 1
    /// @param digits 0 to 6
    static String of(long numerator, int denominator, int digits) {
        // Unsigned: the smallest number has no positive one of its own.
        long magnitude = Math.abs(numerator);
        long whole = Long.divideUnsigned(magnitude, denominator);
        long rest = Long.remainderUnsigned(magnitude, denominator);
        long unit = unit(digits);
        long part = (rest * unit + denominator / 2) / denominator;
        if (part == unit) {
            whole++;
            part = 0;
        }
        String behind = digits == 0 ? "" : "." + Long.toString(unit + part).substring(1);
        return (numerator < 0 ? "-" : "") + whole + behind;
    }

    private static long unit(int digits) {
        long unit = 1;
        for (int i = 0; i < digits; i++) {
            unit *= 10;
        }
        return unit;
    }
}
