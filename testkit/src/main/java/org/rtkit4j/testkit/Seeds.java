package org.rtkit4j.testkit;

import java.util.stream.LongStream;

/// The seeds of a random test: fixed ones that never change, and one that is new in every run.
///
/// The seed is part of the test's name; `-Dseed=N` runs that seed alone, `-Dseeds=N` runs so many new ones.
public final class Seeds {
    private static final int FIXED = 8;

    private Seeds() {}

    /// For `@MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")`.
    public static LongStream fixedAndFresh() {
        String seed = System.getProperty("seed", "");
        if (!seed.isEmpty()) {
            return LongStream.of(Long.decode(seed));
        }
        long first = System.nanoTime();
        return LongStream.concat(LongStream.range(0, FIXED), LongStream.range(first, first + Long.getLong("seeds", 1)));
    }
}
