package org.rtkit4j.benchmarks.suite;

import java.util.Arrays;

/// One value of many, by its rank.
public final class Quantile {
    private Quantile() {}

    /// Returns the middle one: half of the others are no larger.
    public static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
