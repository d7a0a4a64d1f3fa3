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

    /// Returns the middle one of the ratios of each value to the other of the same turn.
    public static double middleRatio(double[] values, double[] others) {
        double[] ratios = new double[values.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = values[i] / others[i];
        }
        return middle(ratios);
    }
}
