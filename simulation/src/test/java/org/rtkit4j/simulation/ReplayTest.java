package org.rtkit4j.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.fault.FaultPlan;

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

    @ParameterizedTest
    @MethodSource("lifecycles")
    void withoutAFaultNothingFails(Lifecycle lifecycle) {
        var simulation = Simulation.of(Scenario.enumerated(lifecycle, FaultPlan.NONE, 0));
        Outcome outcome = simulation.run();
        boolean isCrash = lifecycle.ending() == Lifecycle.Ending.CRASH;
        assertEquals(isCrash ? "[CRASHED]" : "[]", outcome.ends().toString(), simulation::transcript);
        System.out.println(lifecycle + " " + outcome);
    }
}
