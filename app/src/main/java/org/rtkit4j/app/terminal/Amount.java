package org.rtkit4j.app.terminal;

/// So many of something, in words: `1 crash`, `2 crashes`.
public final class Amount {
    private Amount() {}

    /// Returns the number and the noun, which takes an s where there is not one.
    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    /// Returns the number and the word that goes with it.
    public static String of(long count, String one, String many) {
        return count + " " + word(count, one, many);
    }

    /// Returns the word that goes with the number.
    public static String word(long count, String one, String many) {
        return count == 1 ? one : many;
    }
}
