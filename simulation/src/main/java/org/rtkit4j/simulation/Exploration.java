package org.rtkit4j.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.fault.FaultPlan;

/// Runs many scenarios, as many at a time as there are cores: each run has a world of its own.
public final class Exploration {
    private static final int MOST_FAILURES = 20;
    // A kind with more parameters than these differs in its messages alone: one order is enough for each.
    private static final int FEW_PARAMETERS = 4;

    private final FaultTable table;
    private final List<SimulationFailure> failures = Collections.synchronizedList(new ArrayList<>());

    /// Makes an exploration that counts in `table`.
    public Exploration(FaultTable table) {
        this.table = table;
    }

    /// Runs every lifecycle with every single fault at every step that the lifecycle has, in every order of the next
    /// `choices` choices behind the fault; kinds with many parameters in one order.
    public void everyFault(int choices) {
        Lifecycle.all().stream()
                .flatMap(lifecycle -> FaultPlan.singles(stepsOf(lifecycle) + 1)
                        .map(plan -> Scenario.enumerated(lifecycle, plan, new int[ordersOf(plan, choices)])))
                .toList()
                .parallelStream()
                .forEach(this::everyOrder);
    }

    /// Runs random scenarios.
    public void random(LongStream seeds) {
        seeds.boxed().toList().parallelStream().map(Scenario::random).forEach(this::run);
    }

    /// Returns the rules that were broken; at most so many are kept that a build's log stays readable.
    public List<SimulationFailure> failures() {
        return List.copyOf(failures);
    }

    private static int ordersOf(FaultPlan plan, int choices) {
        boolean hasFew = plan.injections().getFirst().kind().parameters().size() <= FEW_PARAMETERS;
        return hasFew ? choices : 0;
    }

    private static int stepsOf(Lifecycle lifecycle) {
        return Simulation.of(Scenario.enumerated(lifecycle, FaultPlan.NONE, 0))
                .run()
                .steps();
    }

    private void everyOrder(Scenario first) {
        Scenario next = first;
        while (next != null) {
            next = run(next);
        }
    }

    private @Nullable Scenario run(Scenario scenario) {
        if (failures.size() >= MOST_FAILURES) {
            return null;
        }
        var simulation = Simulation.of(scenario);
        try {
            table.add(scenario, simulation.run());
            return simulation.following();
        } catch (SimulationFailure failure) {
            failures.add(failure);
            return null;
        }
    }
}
