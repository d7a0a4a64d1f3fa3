package org.rtkit4j.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.emulator.fault.FaultPlan;
import org.rtkit4j.simulation.MoveTable.Step;

/// One run from the beginning along given choices, up to the first choice that is not given.
final class Walk implements Choices {
    private final byte[] path;
    private final World world;
    private final Wanderer wanderer;
    private final List<Step> moves = new ArrayList<>();
    private @Nullable SimulationFailure failure;
    private @Nullable Phase phase;
    private int made;
    private int bound;
    private long fingerprint;

    /// Everything that was given has been chosen.
    private static final class Arrived extends Error {
        private static final long serialVersionUID = 1L;

        Arrived() {
            super("arrived", null, false, false);
        }
    }

    private Walk(Bounds bounds, Parts parts, byte[] path) throws InterruptedException {
        this.path = path;
        world = new World(
                Machines.profile(bounds.lifecycle()),
                bounds.lifecycle(),
                FaultPlan.NONE,
                this,
                parts,
                () -> replayOf(bounds, path));
        world.clock.advanceTo(StatePrint.EPOCH_NANOS);
        world.watcher = (from, to) -> moves.add(new Step(from.stage(), to.stage()));
        wanderer = new Wanderer(world, bounds.blows());
    }

    static Walk along(Bounds bounds, Parts parts, byte[] path) {
        try {
            var walk = new Walk(bounds, parts, path);
            walk.go();
            return walk;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Returns what runs this walk again.
    static String replayOf(Bounds bounds, byte[] path) {
        String choices = IntStream.range(0, path.length)
                .mapToObj(i -> Byte.toString(path[i]))
                .collect(Collectors.joining("."));
        return ("./mvnw -pl simulation -am test -Dtest=EveryStateTest#replaysTheStoryThatIsGiven"
                        + " -Dsurefire.failIfNoSpecifiedTests=false \"-Dstory=%s %s\"")
                .formatted(bounds, choices);
    }

    private void go() {
        try {
            wanderer.wander();
            arrive(0);
        } catch (Arrived _) {
            // All that was given has been chosen.
        } catch (SimulationFailure broken) {
            failure = broken;
        }
    }

    @Override
    public int choose(int among) {
        if (made < path.length) {
            moves.clear();
            return path[made++];
        }
        arrive(among);
        throw new Arrived();
    }

    // What is closed while the error passes is no part of the story.
    private void arrive(int choices) {
        bound = choices;
        phase = world.rules.phase();
        world.watcher = (_, _) -> {};
        fingerprint = StatePrint.of(world.now(), world, wanderer, choices);
    }

    @Override
    public boolean isErratic() {
        return false;
    }

    @Nullable
    SimulationFailure failure() {
        return failure;
    }

    int bound() {
        return bound;
    }

    long fingerprint() {
        return fingerprint;
    }

    Phase phase() {
        return phase == null ? world.rules.phase() : phase;
    }

    boolean isDriversChoice() {
        return wanderer.isChoosing();
    }

    List<Step> moves() {
        return moves;
    }

    String story() {
        return world.transcript.toString();
    }
}
