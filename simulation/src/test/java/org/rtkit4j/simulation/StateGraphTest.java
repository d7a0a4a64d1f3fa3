package org.rtkit4j.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.simulation.StateGraph.State;

/// A graph by hand: 0 → 1 → 2, of which 1 and 2 wait; 2 goes round in a circle with 3, which only the driver leaves.
class StateGraphTest {
    private final StateGraph graph = new StateGraph();

    private static State state(long fingerprint, boolean isDriversChoice, boolean isWaiting) {
        return new State(fingerprint, 2, isDriversChoice, isWaiting, fingerprint == 100);
    }

    StateGraphTest() {
        graph.add(StateGraph.ROOT, 0, state(100, false, false));
        graph.add(0, 1, state(101, false, true));
        graph.add(1, 0, state(102, false, true));
        graph.add(2, 0, state(103, true, true));
        graph.add(3, 0, state(102, false, true));
    }

    @Test
    void whatIsKnownIsNotAddedAgain() {
        assertEquals(4, graph.size());
    }

    @Test
    void theWayToAStateIsTheOneThatFoundIt() {
        assertArrayEquals(new byte[] {1, 0, 0}, graph.pathTo(3));
        assertArrayEquals(new byte[0], graph.pathTo(0));
    }

    @Test
    void whoWaitsInACircleHasNoWayOut() {
        var stuck =
                graph.withoutWay(true, state -> !graph.isWaiting(state)).boxed().toList();
        assertEquals(List.of(1, 2, 3), stuck);
    }

    @Test
    void aWayThatTheDriverMustTakeIsNoneByItself() {
        graph.add(3, 1, state(100, false, false));
        assertEquals(3, graph.withoutWay(true, graph::isRunning).count());
        assertEquals(0, graph.withoutWay(false, graph::isRunning).count());
    }

    @Test
    void aWayOutBehindOthersIsFound() {
        graph.add(2, 1, state(104, false, false));
        assertEquals(0, graph.withoutWay(true, state -> !graph.isWaiting(state)).count());
    }

    @Test
    void whereNothingWantedExistsNothingIsMissed() {
        assertEquals(0, graph.withoutWay(false, _ -> false).count());
    }
}
