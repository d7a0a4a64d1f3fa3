package org.rtkit4j.simulation;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.fault.FaultKind;
import org.rtkit4j.emulator.fault.FaultPlan;
import org.rtkit4j.wire.iomfb.IomfbVersion;

/// Everything that decides the run of a display: which way its firmware is asked, which faults strike, and how
/// choices fall. Its text replays it.
///
/// @param way whose calls the driver makes
/// @param depth how many messages the mailbox holds in each direction
/// @param faults which faults strike
/// @param seed of every choice: what the driver does, who moves next
public record DisplayScenario(Way way, int depth, FaultPlan faults, long seed) {
    private static final int MOST_DEPTH = 15;
    // A display says about so many messages; faults beyond them would never strike.
    private static final int LAST_STEP = 400;

    /// Whose calls the driver makes.
    public enum Way {
        /// The boot loader's, through rings.
        IBOOT(null),
        /// The operating system's, with the calls of macOS 12.3.
        IOMFB_12_3(IomfbVersion.V12_3),
        /// The same, with those of 13.5.
        IOMFB_13_5(IomfbVersion.V13_5);

        private final @Nullable IomfbVersion version;

        Way(@Nullable IomfbVersion version) {
            this.version = version;
        }

        /// Returns the version of the operating system's calls; null: the boot loader's way.
        public @Nullable IomfbVersion version() {
            return version;
        }
    }

    /// Returns a scenario without a fault; the same seed gives the same one.
    public static DisplayScenario faultless(long seed) {
        var random = new SplittableRandom(seed);
        return new DisplayScenario(anyWay(random), anyDepth(random), FaultPlan.NONE, random.nextLong());
    }

    /// Returns a scenario with faults; the same seed gives the same one.
    public static DisplayScenario random(long seed) {
        var random = new SplittableRandom(seed);
        FaultPlan faults = FaultPlan.random(random.nextLong(), List.of(FaultKind.values()), LAST_STEP);
        return new DisplayScenario(anyWay(random), anyDepth(random), faults, random.nextLong());
    }

    private static Way anyWay(SplittableRandom random) {
        return Way.values()[random.nextInt(Way.values().length)];
    }

    private static int anyDepth(SplittableRandom random) {
        return 1 + random.nextInt(MOST_DEPTH);
    }

    /// Reads what [#toString] wrote.
    public static DisplayScenario parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not way, depth, faults and seed: text=" + text);
        }
        return new DisplayScenario(
                Way.valueOf(parts[0]), Integer.parseInt(parts[1]), FaultPlan.parse(parts[2]), Long.parseLong(parts[3]));
    }

    /// Returns, for example, `IOMFB_13_5 15 12:CRASH:0 7`.
    @Override
    public String toString() {
        return way + " " + depth + " " + faults + " " + seed;
    }
}
