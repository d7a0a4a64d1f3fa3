package org.rtkit4j.simulation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The states that have been found, how each was reached first, and the steps between them. States are numbers, in the
/// order in which they were found.
final class StateGraph {
    /// What the first state was reached from.
    static final int ROOT = -1;

    private static final int INITIAL = 1 << 12;

    private final Map<Long, Integer> known = new HashMap<>();
    private final BitSet driversChoices = new BitSet();
    private final BitSet waiting = new BitSet();
    private final BitSet running = new BitSet();
    // For each state, how it was found.
    private int[] parents = new int[INITIAL];
    private byte[] choices = new byte[INITIAL];
    private byte[] bounds = new byte[INITIAL];
    // For each step, its two ends; and whether it came by itself, without the driver's or a fault's doing.
    private int[] froms = new int[INITIAL];
    private int[] tos = new int[INITIAL];
    private final BitSet unasked = new BitSet();
    private int steps;

    /// What the graph keeps of a state.
    ///
    /// @param bound how many choices it offers
    /// @param isDriversChoice whether they are the driver's: nothing, its commands, and faults
    record State(long fingerprint, int bound, boolean isDriversChoice, boolean isWaiting, boolean isRunning) {}

    int size() {
        return known.size();
    }

    /// Adds the step that a choice leads to, and where it leads, unless that is known.
    void add(int from, int choice, State state) {
        Integer before = known.putIfAbsent(state.fingerprint, known.size());
        if (before == null) {
            addState(from, choice, state);
        }
        if (from != ROOT) {
            addStep(from, before == null ? size() - 1 : before, !driversChoices.get(from) || choice == 0);
        }
    }

    int bound(int state) {
        return bounds[state];
    }

    boolean isWaiting(int state) {
        return waiting.get(state);
    }

    boolean isRunning(int state) {
        return running.get(state);
    }

    /// Returns the choices that lead to a state, the fewest.
    byte[] pathTo(int state) {
        int length = 0;
        for (int at = state; parents[at] != ROOT; at = parents[at]) {
            length++;
        }
        byte[] path = new byte[length];
        for (int at = state; parents[at] != ROOT; at = parents[at]) {
            path[--length] = choices[at];
        }
        return path;
    }

    /// Returns the states from which no way leads to one that is wanted; none where nothing wanted was found at all.
    ///
    /// @param byItself whether the driver must do nothing on the way
    IntStream withoutWay(boolean byItself, IntPredicate isWanted) {
        var reached = new BitSet();
        IntStream.range(0, size()).filter(isWanted).forEach(reached::set);
        if (reached.isEmpty()) {
            return IntStream.empty();
        }
        int before;
        do {
            before = reached.cardinality();
            stepBack(byItself, reached);
        } while (reached.cardinality() != before);
        return IntStream.range(0, size()).filter(state -> !reached.get(state));
    }

    // Later steps first: those lead on to states that were found later, mostly.
    private void stepBack(boolean byItself, BitSet reached) {
        for (int step = steps - 1; step >= 0; step--) {
            if (reached.get(tos[step]) && (!byItself || unasked.get(step))) {
                reached.set(froms[step]);
            }
        }
    }

    private void addState(int from, int choice, State state) {
        int number = size() - 1;
        if (number == parents.length) {
            parents = Arrays.copyOf(parents, 2 * number);
            choices = Arrays.copyOf(choices, 2 * number);
            bounds = Arrays.copyOf(bounds, 2 * number);
        }
        parents[number] = from;
        choices[number] = (byte) choice;
        bounds[number] = (byte) state.bound;
        driversChoices.set(number, state.isDriversChoice);
        waiting.set(number, state.isWaiting);
        running.set(number, state.isRunning);
    }

    private void addStep(int from, int to, boolean isUnasked) {
        if (steps == froms.length) {
            froms = Arrays.copyOf(froms, 2 * steps);
            tos = Arrays.copyOf(tos, 2 * steps);
        }
        froms[steps] = from;
        tos[steps] = to;
        unasked.set(steps++, isUnasked);
    }
}
