package org.rtkit4j.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.Phase;

/// Every state that session and firmware can reach within some bounds, in every order of what may happen: found
/// breadth first, so that the way to each is the shortest.
///
/// A state is reached by running the world from its beginning along the choices that lead there; what is the same as
/// before by its [StatePrint] is not gone into again.
public final class StateSpace {
    private static final int MOST_FAILURES = 5;

    private final Bounds bounds;
    private final Parts parts;
    private final StateGraph graph = new StateGraph();
    private final MoveTable moves = new MoveTable();
    private final List<SimulationFailure> failures = new ArrayList<>();
    private long transitions;

    private StateSpace(Bounds bounds, Parts parts) {
        this.bounds = bounds;
        this.parts = parts;
    }

    /// Visits every state within `bounds`; as many at a time as there are cores.
    ///
    /// @param mostStates after how many it gives up
    public static StateSpace explore(Bounds bounds, int mostStates) {
        return explore(bounds, bounds.parts(), mostStates);
    }

    static StateSpace explore(Bounds bounds, Parts parts, int mostStates) {
        var space = new StateSpace(bounds, parts);
        space.visitAll(mostStates);
        return space;
    }

    /// Returns what is said along the choices of a story, numbers with dots between.
    public static String story(Bounds bounds, String choices) {
        String[] numbers = choices.isEmpty() ? new String[0] : choices.split("\\.", -1);
        byte[] path = new byte[numbers.length];
        for (int i = 0; i < path.length; i++) {
            path[i] = Byte.parseByte(numbers[i]);
        }
        return Walk.along(bounds, bounds.parts(), path).story();
    }

    public Bounds bounds() {
        return bounds;
    }

    public int states() {
        return graph.size();
    }

    public long transitions() {
        return transitions;
    }

    /// Returns the moves of the session that were seen.
    public MoveTable moves() {
        return moves;
    }

    /// Returns the rules that were broken, each with the shortest story that breaks it.
    public List<SimulationFailure> failures() {
        return List.copyOf(failures);
    }

    /// Returns the shortest story to each state in which the session waits for what can never come, not even the end
    /// of its patience; at most a few.
    public List<String> deadlocks() {
        return stories(graph.withoutWay(true, state -> !graph.isWaiting(state)));
    }

    /// Returns the shortest story to each state from which no way leads to a co-processor that runs, though it
    /// is not closed; at most a few.
    public List<String> deadEnds() {
        return stories(graph.withoutWay(false, state -> graph.isRunning(state) || graph.bound(state) == 0));
    }

    private List<String> stories(IntStream states) {
        return states.limit(MOST_FAILURES)
                .mapToObj(graph::pathTo)
                .map(path -> Walk.replayOf(bounds, path)
                        + System.lineSeparator()
                        + Walk.along(bounds, parts, path).story())
                .toList();
    }

    private void visitAll(int mostStates) {
        Walk root = Walk.along(bounds, parts, new byte[0]);
        graph.add(StateGraph.ROOT, 0, stateOf(root));
        int from = 0;
        while (from < graph.size() && failures.size() < MOST_FAILURES) {
            if (graph.size() > mostStates) {
                throw new IllegalStateException(
                        "more states than expected: states>%d, bounds=%s".formatted(mostStates, bounds));
            }
            from = visitLevel(from);
        }
    }

    // Level by level: side by side within one, and merged in order, so that every run numbers states alike.
    private int visitLevel(int from) {
        int to = graph.size();
        IntStream.range(from, to)
                .parallel()
                .mapToObj(this::legsFrom)
                .toList()
                .forEach(legs -> legs.forEach(this::take));
        return to;
    }

    /// A step to where a choice leads.
    private record Leg(
            int from,
            int choice,
            StateGraph.State to,
            List<MoveTable.Step> moves,
            @Nullable SimulationFailure failure) {}

    private List<Leg> legsFrom(int state) {
        byte[] path = graph.pathTo(state);
        var legs = new ArrayList<Leg>();
        for (int choice = 0; choice < graph.bound(state); choice++) {
            Walk walk = Walk.along(bounds, parts, further(path, choice));
            legs.add(new Leg(state, choice, stateOf(walk), walk.moves(), walk.failure()));
        }
        return legs;
    }

    private void take(Leg leg) {
        transitions++;
        leg.moves.forEach(step -> moves.add(step, () -> replayOf(leg)));
        if (leg.failure == null) {
            graph.add(leg.from, leg.choice, leg.to);
        } else if (failures.stream().noneMatch(known -> known.rule().equals(leg.failure.rule()))) {
            failures.add(leg.failure);
        }
    }

    private String replayOf(Leg leg) {
        return Walk.replayOf(bounds, further(graph.pathTo(leg.from), leg.choice));
    }

    private static byte[] further(byte[] path, int choice) {
        byte[] further = Arrays.copyOf(path, path.length + 1);
        further[path.length] = (byte) choice;
        return further;
    }

    private static StateGraph.State stateOf(Walk walk) {
        Phase phase = walk.phase();
        return new StateGraph.State(
                walk.fingerprint(),
                walk.bound(),
                walk.isDriversChoice(),
                phase.isWait(),
                phase instanceof Phase.Running);
    }

    /// Returns the numbers: bounds, states, transitions, the longest of the shortest ways to a state.
    @Override
    public String toString() {
        int longest = graph.pathTo(graph.size() - 1).length;
        return "%s: states=%,d, transitions=%,d, longest story=%d, deadlocks=%d, dead ends=%d"
                .formatted(
                        bounds,
                        states(),
                        transitions,
                        longest,
                        deadlocks().size(),
                        deadEnds().size());
    }
}
