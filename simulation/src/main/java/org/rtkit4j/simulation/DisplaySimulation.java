package org.rtkit4j.simulation;

import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.simulation.Lifecycle.Adapter;
import org.rtkit4j.simulation.Lifecycle.Ending;
import org.rtkit4j.simulation.Lifecycle.Start;

/// Runs the life of a display on one virtual clock, without threads: boot, pictures, other modes and monitors,
/// crashes in the middle of a swap, and the picture back.
public final class DisplaySimulation {
    // Without a panel: the driver's hand plugs a monitor in.
    private static final Profile PORT =
            Profile.named("dcp").with("display.connector", "external").with("display.monitor", "none");

    private final DisplayScenario scenario;
    private final World world;

    private DisplaySimulation(DisplayScenario scenario, Parts parts) {
        this.scenario = scenario;
        world = new World(
                profile(scenario),
                new Lifecycle(Adapter.POLLED, Start.START, Ending.CRASH, scenario.depth()),
                scenario.faults(),
                new SeededChoices(scenario.seed()),
                parts,
                () -> replayOf(scenario));
    }

    /// Prepares a run.
    public static DisplaySimulation of(DisplayScenario scenario) {
        return of(scenario, Parts.ORDINARY);
    }

    /// Prepares a run with parts that a test has broken.
    public static DisplaySimulation of(DisplayScenario scenario, Parts parts) {
        return new DisplaySimulation(scenario, parts);
    }

    private static Profile profile(DisplayScenario scenario) {
        Profile profile = PORT.with("mailbox.depth", Integer.toString(scenario.depth()));
        return switch (scenario.way()) {
            case IBOOT -> profile;
            case IOMFB_12_3 -> profile.with("display.iomfb", "12.3");
            case IOMFB_13_5 -> profile.with("display.iomfb", "13.5");
        };
    }

    /// Runs it.
    ///
    /// @throws SimulationFailure if a rule is broken
    public DisplayOutcome run() {
        try {
            return new DisplayDriver(world, scenario.way()).run();
        } catch (InterruptedException e) {
            throw world.failure("an exception escapes: " + e, e);
        }
    }

    /// Returns what was said, as text.
    public String transcript() {
        return world.transcript.toString();
    }

    private static String replayOf(DisplayScenario scenario) {
        return "./mvnw -pl simulation -am test -Dtest=DisplayLifecycleTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " \"-Dscenario=" + scenario + "\"";
    }
}
