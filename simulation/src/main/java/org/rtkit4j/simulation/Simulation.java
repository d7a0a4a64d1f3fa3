package org.rtkit4j.simulation;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.simulation.Lifecycle.Adapter;

/// Runs complete lifecycles of a host and an emulated co-processor on one virtual clock, without threads.
///
/// Whoever moves next, what is delivered when, how late an interrupt is and which fault strikes are choices; the
/// same scenario gives the same run, message for message.
public final class Simulation {
    private final Scenario scenario;
    private final Choices choices;
    private final World world;

    private Simulation(Scenario scenario, Choices choices, Parts parts) {
        this.scenario = scenario;
        this.choices = choices;
        world = new World(
                Machines.profile(scenario.lifecycle()),
                scenario.lifecycle(),
                scenario.faults(),
                choices,
                parts,
                () -> replayOf(scenario));
    }

    /// Prepares a run.
    public static Simulation of(Scenario scenario) {
        return new Simulation(scenario, scenario.choices(), Parts.ORDINARY);
    }

    /// Prepares a run with parts that a test has broken.
    public static Simulation of(Scenario scenario, Parts parts) {
        return new Simulation(scenario, scenario.choices(), parts);
    }

    /// Runs it.
    ///
    /// @throws SimulationFailure if a rule is broken
    public Outcome run() {
        try {
            Host host =
                    scenario.lifecycle().adapter() == Adapter.POLLED ? new PolledHost(world) : new LoopedHost(world);
            return new Driver(world, host).run();
        } catch (InterruptedException e) {
            throw world.failure("an exception escapes: " + e, e);
        }
    }

    /// Returns what was said, as text.
    public String transcript() {
        return world.transcript.toString();
    }

    /// Returns the scenario that differs from this one in the next order of what follows the fault, or null where
    /// all orders of its bound have been tried. To be called after the run.
    public @Nullable Scenario following() {
        int[] next = choices instanceof EnumeratedChoices enumerated ? enumerated.following() : null;
        return next == null ? null : Scenario.enumerated(scenario.lifecycle(), scenario.faults(), next);
    }

    private static String replayOf(Scenario scenario) {
        return "./mvnw -pl simulation -am test -Dtest=ReplayTest -Dsurefire.failIfNoSpecifiedTests=false \"-Dscenario="
                + scenario + "\"";
    }
}
