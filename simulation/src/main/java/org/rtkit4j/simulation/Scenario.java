package org.rtkit4j.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rtkit4j.emulator.fault.FaultPlan;

/// Everything that decides a run: what the driver does, which faults strike, and how choices fall. Its text
/// replays it.
///
/// @param lifecycle what the driver does
/// @param faults which faults strike
/// @param order how choices fall: `seed=N`; the first few after a fault has struck, for example `0.1.0`; `first`
public record Scenario(Lifecycle lifecycle, FaultPlan faults, String order) {
    private static final String SEED = "seed=";
    private static final String FIRST = "first";

    /// Returns a random scenario; the same seed gives the same one.
    public static Scenario random(long seed) {
        var random = new SplittableRandom(seed);
        List<Lifecycle> all = Lifecycle.all();
        Lifecycle any = all.get(random.nextInt(all.size()));
        var lifecycle = new Lifecycle(any.adapter(), any.start(), any.ending(), 1 + random.nextInt(15));
        return new Scenario(lifecycle, FaultPlan.random(random.nextLong()), SEED + random.nextLong());
    }

    /// Returns a scenario whose first choices after the fault are given.
    public static Scenario enumerated(Lifecycle lifecycle, FaultPlan faults, int... choices) {
        String order = Arrays.stream(choices).mapToObj(Integer::toString).collect(Collectors.joining("."));
        return new Scenario(lifecycle, faults, choices.length == 0 ? FIRST : order);
    }

    /// Reads what [#toString] wrote.
    public static Scenario parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not lifecycle, faults and order: text=" + text);
        }
        return new Scenario(Lifecycle.parse(parts[0]), FaultPlan.parse(parts[1]), parts[2]);
    }

    /// Returns fresh choices for one run.
    public Choices choices() {
        if (order.startsWith(SEED)) {
            return new SeededChoices(Long.parseLong(order.substring(SEED.length())));
        }
        if (order.equals(FIRST)) {
            return new EnumeratedChoices();
        }
        return new EnumeratedChoices(
                Stream.of(order.split("\\.", -1)).mapToInt(Integer::parseInt).toArray());
    }

    /// Returns, for example, `LOOP/WAKE/IDLE/15 12:CRASH:0 0.1.0`.
    @Override
    public String toString() {
        return lifecycle + " " + faults + " " + order;
    }
}
