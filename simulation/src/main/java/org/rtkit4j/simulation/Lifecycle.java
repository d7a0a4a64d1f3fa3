package org.rtkit4j.simulation;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.PowerDown;

/// What a driver does with a co-processor from first to last.
///
/// It starts it, talks to it, does what [Ending] says, brings it up again, talks to it, and closes it.
///
/// @param adapter who turns the session
/// @param start how the co-processor is brought up
/// @param ending how it goes down in between
/// @param depth how many messages its mailbox holds in each direction
public record Lifecycle(Adapter adapter, Start start, Ending ending, int depth) {
    private static final int[] DEPTHS = {1, 15};

    /// Who turns the session.
    public enum Adapter {
        /// A `PolledIop`: calls that wait poll themselves.
        POLLED,
        /// An `EventLoop` that serves a second co-processor too.
        LOOP
    }

    /// How the co-processor is brought up.
    public enum Start {
        START(BootPlan.START, false),
        WAKE(BootPlan.WAKE, true),
        START_AND_WAKE(BootPlan.START_AND_WAKE, false),
        EARLY_AP(BootPlan.START.withEarlyApOn(), false),
        /// It runs already: somebody else has booted it.
        ADOPT(BootPlan.START, false);

        @SuppressWarnings("ImmutableEnumChecker") // A record of immutable values.
        private final BootPlan plan;

        private final boolean waits;

        Start(BootPlan plan, boolean waits) {
            this.plan = plan;
            this.waits = waits;
        }

        /// Returns the plan of each boot from nothing.
        public BootPlan plan() {
            return plan;
        }

        /// Returns whether the firmware waits for a wake message instead of being started.
        public boolean waitsForWake() {
            return waits;
        }
    }

    /// How it goes down.
    public enum Ending {
        IDLE(PowerDown.IDLE),
        QUIESCE(PowerDown.QUIESCE),
        SLEEP(PowerDown.SLEEP),
        OFF(PowerDown.OFF),
        /// The driver provokes a crash and recovers.
        CRASH(PowerDown.SLEEP);

        private final PowerDown powerDown;

        Ending(PowerDown powerDown) {
            this.powerDown = powerDown;
        }

        PowerDown powerDown() {
            return powerDown;
        }
    }

    /// Returns every lifecycle, with one mailbox depth for each.
    public static List<Lifecycle> all() {
        List<Lifecycle> all = new ArrayList<>();
        for (Adapter adapter : Adapter.values()) {
            for (Start start : Start.values()) {
                for (Ending ending : Ending.values()) {
                    all.add(new Lifecycle(adapter, start, ending, DEPTHS[all.size() % DEPTHS.length]));
                }
            }
        }
        return all;
    }

    /// Reads what [#toString] wrote.
    public static Lifecycle parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not adapter/start/ending/depth: text=" + text);
        }
        return new Lifecycle(
                Adapter.valueOf(parts[0]),
                Start.valueOf(parts[1]),
                Ending.valueOf(parts[2]),
                Integer.parseInt(parts[3]));
    }

    /// Returns, for example, `POLLED/START/SLEEP/15`.
    @Override
    public String toString() {
        return adapter + "/" + start + "/" + ending + "/" + depth;
    }
}
