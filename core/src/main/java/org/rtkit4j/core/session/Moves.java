package org.rtkit4j.core.session;

import static org.rtkit4j.core.session.Cause.ADOPT;
import static org.rtkit4j.core.session.Cause.AP_DOWN;
import static org.rtkit4j.core.session.Cause.AP_ON;
import static org.rtkit4j.core.session.Cause.BOOT;
import static org.rtkit4j.core.session.Cause.CLOSE;
import static org.rtkit4j.core.session.Cause.CRASH;
import static org.rtkit4j.core.session.Cause.FAULT;
import static org.rtkit4j.core.session.Cause.HELLO;
import static org.rtkit4j.core.session.Cause.IOP_DOWN;
import static org.rtkit4j.core.session.Cause.IOP_ON;
import static org.rtkit4j.core.session.Cause.LAST_MAP_PAGE;
import static org.rtkit4j.core.session.Cause.MAP_PAGE;
import static org.rtkit4j.core.session.Cause.POWER_DOWN;
import static org.rtkit4j.core.session.Cause.REINIT;
import static org.rtkit4j.core.session.Stage.ASKING_IOP;
import static org.rtkit4j.core.session.Stage.AWAIT_AP_ON;
import static org.rtkit4j.core.session.Stage.AWAIT_HELLO;
import static org.rtkit4j.core.session.Stage.AWAIT_IOP_ON;
import static org.rtkit4j.core.session.Stage.CLOSED;
import static org.rtkit4j.core.session.Stage.CRASHED;
import static org.rtkit4j.core.session.Stage.FAILED;
import static org.rtkit4j.core.session.Stage.MAPPING;
import static org.rtkit4j.core.session.Stage.RESTING;
import static org.rtkit4j.core.session.Stage.RUNNING;
import static org.rtkit4j.core.session.Stage.STOPPED;
import static org.rtkit4j.core.session.Stage.TELLING_AP;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Every legal move of a session; there are no others. A session checks each move where it makes it, so that one
/// that is not here is found at once: it is a mistake of ours, whatever the firmware says.
///
/// `docs/lifecycle.md` explains them.
public final class Moves {
    private static final List<Move> UP = List.of(
            new Move(STOPPED, BOOT, AWAIT_HELLO),
            new Move(STOPPED, ADOPT, RUNNING),
            new Move(RESTING, BOOT, AWAIT_HELLO),
            new Move(AWAIT_HELLO, HELLO, MAPPING),
            new Move(MAPPING, MAP_PAGE, MAPPING),
            new Move(MAPPING, LAST_MAP_PAGE, AWAIT_IOP_ON),
            new Move(AWAIT_IOP_ON, IOP_ON, AWAIT_AP_ON),
            new Move(AWAIT_AP_ON, AP_ON, RUNNING),
            // One that was idle comes back without a handshake.
            new Move(AWAIT_HELLO, IOP_ON, AWAIT_AP_ON),
            // The AP may have been ON first.
            new Move(AWAIT_IOP_ON, IOP_ON, RUNNING),
            new Move(AWAIT_HELLO, IOP_ON, RUNNING));

    private static final List<Move> DOWN = List.of(
            new Move(RUNNING, POWER_DOWN, TELLING_AP),
            new Move(TELLING_AP, AP_DOWN, ASKING_IOP),
            new Move(ASKING_IOP, IOP_DOWN, RESTING));

    /// The moves, those on the way up first.
    public static final List<Move> ALL = Stream.of(
                    UP,
                    DOWN,
                    from(EnumSet.range(AWAIT_HELLO, RESTING), CRASH, CRASHED),
                    from(EnumSet.range(STOPPED, RESTING), FAULT, FAILED),
                    from(EnumSet.range(STOPPED, FAILED), REINIT, STOPPED),
                    from(EnumSet.range(STOPPED, FAILED), CLOSE, CLOSED))
            .flatMap(List::stream)
            .toList();

    private static final int STAGES = Stage.values().length;
    private static final int CAUSES = Cause.values().length;

    // The same, to be looked up at every move.
    private static final BitSet LEGAL = new BitSet(STAGES * CAUSES * STAGES);

    static {
        ALL.forEach(move -> LEGAL.set(index(move.from(), move.cause(), move.to())));
    }

    private Moves() {}

    /// Returns whether a session may make this move.
    public static boolean isLegal(Move move) {
        return isLegal(move.from(), move.cause(), move.to());
    }

    /// Checks a move that is about to be made.
    ///
    /// @throws AssertionError if it is not legal: a bug, and not to be taken for a fault of the firmware
    static void require(Stage from, Cause cause, Stage to) {
        if (!isLegal(from, cause, to)) {
            throw new AssertionError("no such move: " + new Move(from, cause, to));
        }
    }

    private static boolean isLegal(Stage from, Cause cause, Stage to) {
        return LEGAL.get(index(from, cause, to));
    }

    @SuppressWarnings("EnumOrdinal") // An index that lives no longer than this class.
    private static int index(Stage from, Cause cause, Stage to) {
        return (from.ordinal() * CAUSES + cause.ordinal()) * STAGES + to.ordinal();
    }

    private static List<Move> from(Set<Stage> stages, Cause cause, Stage to) {
        return stages.stream().map(stage -> new Move(stage, cause, to)).toList();
    }
}
