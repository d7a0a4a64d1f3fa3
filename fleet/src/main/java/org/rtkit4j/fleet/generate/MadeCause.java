package org.rtkit4j.fleet.generate;

import java.util.SplittableRandom;

/// Why machines of a made-up fleet stop: how often, by build, and in which words. The words belong to the cause,
/// the numbers in them do not.
enum MadeCause {
    DISPLAY(0, "DCP", 8, 8),
    STORAGE(1, "ANS2", 6, 6),
    SENSORS(2, "SMC", 5, 5),
    THUNDERBOLT(3, "ACIO", 3, 3),
    GRAPHICS(4, "GFX", 3, 3),
    DISPLAY_SWAP(5, "DCP", 2, 2),
    STORAGE_QUEUE(6, "ANS2", 2, 2),
    POWER(7, "PMP", 1, 1),
    SENSORS_HUB(8, "AOP", 1, 1),
    /// Comes with the last two builds.
    REGRESSION(9, "DCP", 0, 9),
    /// Is mended in the last two builds.
    MENDED(10, "SMC", 7, 1),
    SERVICE_INDEX(11, "", 4, 4),
    SERVICE_WINDOWS(12, "", 2, 2),
    SERVICE_NETWORK(13, "", 1, 1);

    private final int number;
    private final String coprocessor;
    private final int early;
    private final int late;

    /// @param number which of them, from 0
    /// @param coprocessor empty: no co-processor crashes, a service does not report
    /// @param early its weight in the earlier builds
    /// @param late in the later ones
    MadeCause(int number, String coprocessor, int early, int late) {
        this.number = number;
        this.coprocessor = coprocessor;
        this.early = early;
        this.late = late;
    }

    /// Returns a cause, as often as its weight says.
    static MadeCause any(SplittableRandom random, boolean isLate) {
        int all = 0;
        for (MadeCause cause : values()) {
            all += cause.weight(isLate);
        }
        int at = random.nextInt(all);
        for (MadeCause cause : values()) {
            at -= cause.weight(isLate);
            if (at < 0) {
                return cause;
            }
        }
        throw new IllegalStateException("weights do not add up: all=" + all);
    }

    private int weight(boolean isLate) {
        return isLate ? late : early;
    }

    /// Returns what stands in the signature of its group, and in no other's.
    String mark() {
        return coprocessor.isEmpty() ? "com.invented.service" + number : "Invented" + number + ".cpp:" + (100 + number);
    }

    boolean isCrash() {
        return !coprocessor.isEmpty();
    }

    String coprocessor() {
        return coprocessor;
    }
}
