package org.rtkit4j.fleet.generate;

import java.time.LocalDate;

/// How large a made-up fleet is.
///
/// @param reports how many reports there are, without the damaged and the foreign files
/// @param devices how many devices send them
/// @param days over how many days they come
/// @param first the first of them
/// @param damaged how many files cannot be read
/// @param foreign how many files are no reports
/// @param singles of a hundred reports, how many are files of their own; the others are in archives and in JSON lines
/// @param seed the same seed, the same fleet
public record FleetPlan(
        int reports, int devices, int days, LocalDate first, int damaged, int foreign, int singles, long seed) {
    public FleetPlan {
        if (reports < 0 || devices < 1 || days < 1 || damaged < 0 || foreign < 0 || singles < 0 || singles > 100) {
            throw new IllegalArgumentException(
                    "a fleet has a device and a day at least, no count below 0, and singles of a hundred: reports=%d, devices=%d, days=%d, damaged=%d, foreign=%d, singles=%d"
                            .formatted(reports, devices, days, damaged, foreign, singles));
        }
    }

    /// A fleet with a hundredth of its files damaged, and as many foreign.
    public static FleetPlan of(int reports, long seed) {
        return new FleetPlan(
                reports,
                Math.max(1, reports / 20),
                10,
                LocalDate.of(2030, 1, 1),
                reports / 100,
                reports / 100,
                10,
                seed);
    }
}
