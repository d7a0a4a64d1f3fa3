package org.rtkit4j.emulator.firmware;

/// How often something happens: one time in so many, written `1/20`.
public final class Odds {
    private Odds() {}

    /// Returns in how many it happens once.
    ///
    /// @throws IllegalArgumentException if it is not written as it should be
    public static int oneIn(String text) {
        try {
            int in = text.startsWith("1/") ? Integer.parseInt(text.substring(2)) : 0;
            if (in >= 1) {
                return in;
            }
        } catch (NumberFormatException _) {
            // Not of the form either.
        }
        throw new IllegalArgumentException("not of the form 1/20: " + text);
    }
}
