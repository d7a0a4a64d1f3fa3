package org.rtkit4j.fleet.generate;

import java.util.SplittableRandom;

/// A device of a made-up fleet.
///
/// @param key forty digits, as Apple's systems make up for each
/// @param serial as on its back
/// @param late from which day on it runs the later of its two builds
record MadeDevice(String key, String serial, int model, int late) {
    private static final String[] MODELS = {
        "iPhone14,5", "iPhone15,2", "iPhone16,1", "iPad13,4", "iPad14,3", "iPhone17,3"
    };
    private static final String[] BUILDS = {"99A10", "99A21", "99B30", "99B41"};
    private static final String DIGITS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// Returns device number `number` of a fleet: the same for the same seed, whoever asks.
    static MadeDevice of(long seed, int number, int days) {
        var random = new SplittableRandom(seed * 1_000_003 + number);
        String key = "%016x%016x%08x".formatted(random.nextLong(), random.nextLong(), random.nextInt());
        var serial = new StringBuilder("C0");
        while (serial.length() < 12) {
            serial.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return new MadeDevice(key, serial.toString(), random.nextInt(MODELS.length), random.nextInt(1, days + 1));
    }

    String modelName() {
        return MODELS[model];
    }

    boolean isLate(int day) {
        return day >= late;
    }

    // Of each pair of builds, half the devices have one.
    String build(int day) {
        return BUILDS[(isLate(day) ? 2 : 0) + model % 2];
    }

    String system(int day) {
        return "iPhone OS 99." + (isLate(day) ? 2 : 1) + " (" + build(day) + ")";
    }
}
