package org.rtkit4j.app.display;

import java.util.SplittableRandom;
import org.rtkit4j.emulator.display.Picture;

/// A landscape that nobody has photographed: an evening sky, its sun, hills behind each other in haze, and water.
/// The same in every size but for its grain.
public final class Landscape {
    private static final int SKY_TOP = 0x1d2b53;
    private static final int SKY_LOW = 0xf7b267;
    private static final int SUN = 0xfff3c4;
    private static final int FAR = 0xb98b82;
    private static final int NEAR = 0x16261f;
    private static final int HILLS = 5;
    private static final double HORIZON = 0.62;
    private static final double SUN_X = 0.68;
    private static final double SUN_Y = 0.46;

    private final int width;
    private final int height;
    private final double[][] ridges;
    private final SplittableRandom grain = new SplittableRandom(20);

    private Landscape(int width, int height) {
        this.width = width;
        this.height = height;
        ridges = new double[HILLS][width];
        for (int hill = 0; hill < HILLS; hill++) {
            for (int x = 0; x < width; x++) {
                ridges[hill][x] = ridge((double) x / width, hill);
            }
        }
    }

    /// Returns it in a size.
    public static Picture picture(int width, int height) {
        var landscape = new Landscape(width, height);
        int[] rgb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rgb[y * width + x] = landscape.grained(landscape.color(x, y));
            }
        }
        return new Picture(width, height, rgb);
    }

    private int color(int x, int y) {
        double right = (double) x / width;
        double down = (double) y / height;
        if (down > 1 - (1 - HORIZON) / 2) {
            return water(right, down);
        }
        int color = sky(right, down);
        for (int hill = 0; hill < HILLS; hill++) {
            double nearness = (hill + 1.0) / HILLS;
            if (down > ridges[hill][x]) {
                color = mixed(FAR, NEAR, nearness);
            }
        }
        return color;
    }

    private int sky(double right, double down) {
        int sky = mixed(SKY_TOP, SKY_LOW, Math.min(1, down / HORIZON));
        double wide = (right - SUN_X) * width / height;
        double distance = Math.hypot(wide, down - SUN_Y);
        return distance < 0.05 ? SUN : mixed(sky, SUN, Math.max(0, 0.6 - 2.2 * distance));
    }

    // Waves of several lengths upon each other, each hill with others.
    private static double ridge(double right, int hill) {
        double wave = 0;
        for (int octave = 1; octave <= 5; octave++) {
            double length = octave * octave * (1.3 + 0.4 * hill);
            wave += Math.sin(right * Math.PI * length + hill * 1.7 + octave * octave) / (octave * octave);
        }
        return HORIZON - 0.1 + 0.055 * hill + 0.045 * wave;
    }

    // What is above it, upside down and darker, in ripples.
    private int water(double right, double down) {
        double shore = 1 - (1 - HORIZON) / 2;
        double depth = (down - shore) / (1 - shore);
        double ripple = 0.006 * Math.sin(depth * 90 + 6 * Math.sin(right * 9));
        int reflected = sky(right + ripple, HORIZON * (1 - depth));
        return mixed(reflected, NEAR, 0.35 + 0.3 * depth);
    }

    private int grained(int rgb) {
        int noise = grain.nextInt(-3, 4);
        return channel((rgb >>> 16) + noise) << 16
                | channel((rgb >>> 8 & 0xff) + noise) << 8
                | channel((rgb & 0xff) + noise);
    }

    private static int channel(int value) {
        return Math.clamp(value, 0, 0xff);
    }

    private static int mixed(int first, int second, double share) {
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double from = first >>> shift & 0xff;
            double to = second >>> shift & 0xff;
            rgb |= channel((int) Math.round(from + (to - from) * share)) << shift;
        }
        return rgb;
    }
}
