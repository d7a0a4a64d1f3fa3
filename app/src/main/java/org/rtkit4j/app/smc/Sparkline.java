package org.rtkit4j.app.smc;

/// The last samples of one sensor, and a line of blocks that shows how they move.
final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final double FLAT = 1e-9;

    private final double[] samples;
    private int count;

    Sparkline(int capacity) {
        samples = new double[capacity];
    }

    /// Adds a sample; `NaN` stands for one that is missing.
    void add(double sample) {
        samples[count % samples.length] = sample;
        count++;
    }

    /// Draws the last samples, at most `width`, between their least and greatest; a blank for one that is missing.
    String draw(int width) {
        int shown = Math.min(width, Math.min(count, samples.length));
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = count - shown; i < count; i++) {
            double sample = samples[i % samples.length];
            if (!Double.isNaN(sample)) {
                least = Math.min(least, sample);
                greatest = Math.max(greatest, sample);
            }
        }
        var line = new StringBuilder(shown);
        for (int i = count - shown; i < count; i++) {
            line.append(block(samples[i % samples.length], least, greatest));
        }
        return line.toString();
    }

    private static char block(double sample, double least, double greatest) {
        if (Double.isNaN(sample)) {
            return ' ';
        }
        double range = greatest - least;
        int level = range < FLAT ? 0 : (int) Math.min(7, (sample - least) / range * 8);
        return BLOCKS.charAt(level);
    }
}
