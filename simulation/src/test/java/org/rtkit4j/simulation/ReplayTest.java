package org.rtkit4j.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.fault.FaultKind;
import org.rtkit4j.emulator.fault.FaultPlan;

/// What is said in a run depends on its scenario and on nothing else.
class ReplayTest {
    static List<Lifecycle> lifecycles() {
        return Lifecycle.all();
    }

    /// What a failure's message asks for: one scenario alone.
    @Test
    void replaysTheScenarioThatIsGiven() {
        String given = System.getProperty("scenario", "");
        var simulation = Simulation.of(given.isEmpty() ? Scenario.random(0) : Scenario.parse(given));
        simulation.run();
        assertFalse(simulation.transcript().isEmpty());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void theSameSeedGivesTheSameTranscript(long seed) {
        var first = Simulation.of(Scenario.random(seed));
        var second = Simulation.of(Scenario.random(seed));
        assertEquals(first.run(), second.run());
        assertEquals(first.transcript(), second.transcript());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aScenarioIsReadBackFromItsText(long seed) {
        var scenario = Scenario.random(seed);
        assertEquals(scenario, Scenario.parse(scenario.toString()));
        var replayed = Simulation.of(Scenario.parse(scenario.toString()));
        var original = Simulation.of(scenario);
        original.run();
        replayed.run();
        assertEquals(original.transcript(), replayed.transcript());
    }

    @Test
    void otherChoicesGiveAnotherTranscript() {
        var lifecycle = Lifecycle.parse("POLLED/START/SLEEP/15");
        var faults = FaultPlan.of(20, FaultKind.UNSOLICITED, 9);
        var first = Simulation.of(new Scenario(lifecycle, faults, "seed=1"));
        var second = Simulation.of(new Scenario(lifecycle, faults, "seed=2"));
        first.run();
        second.run();
        assertNotEquals(first.transcript(), second.transcript());
    }

    @Test
    void everyOrderOfTheNextChoicesIsTriedOnce() {
        var lifecycle = Lifecycle.parse("POLLED/START/SLEEP/15");
        var scenario = Scenario.enumerated(lifecycle, FaultPlan.of(12, FaultKind.GARBAGE_EVERYWHERE, 1), 0, 0);
        var orders = new ArrayList<String>();
        for (Scenario next = scenario; next != null; ) {
            orders.add(next.order());
            var simulation = Simulation.of(next);
            simulation.run();
            next = simulation.following();
        }
        assertEquals(List.of("0.0", "0.1", "1.0", "1.1"), orders);
    }

    @ParameterizedTest
    @MethodSource("lifecycles")
    void withoutAFaultNothingFails(Lifecycle lifecycle) {
        var simulation = Simulation.of(Scenario.enumerated(lifecycle, FaultPlan.NONE));
        Outcome outcome = simulation.run();
        boolean isCrash = lifecycle.ending() == Lifecycle.Ending.CRASH;
        assertEquals(isCrash ? "[CRASHED]" : "[]", outcome.ends().toString(), simulation::transcript);
        assertEquals(isCrash ? 1 : 0, outcome.recoveries());
        assertTrue(outcome.steps() >= 30, "a lifecycle says more than " + outcome.steps() + " messages");
    }

    @ParameterizedTest
    @MethodSource("lifecycles")
    void withoutAFaultNothingFailsInAnyOrder(Lifecycle lifecycle) {
        for (int seed = 0; seed < 100; seed++) {
            var simulation = Simulation.of(new Scenario(lifecycle, FaultPlan.NONE, "seed=" + seed));
            boolean isCrash = lifecycle.ending() == Lifecycle.Ending.CRASH;
            assertEquals(isCrash ? 1 : 0, simulation.run().recoveries(), simulation::transcript);
        }
    }
}
