package org.rtkit4j.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MovesTest {
    @Test
    void everyStageIsReachedAndAllButTheLastAreLeft() {
        Set<Stage> reached = EnumSet.of(Stage.STOPPED);
        for (int i = 0; i < Stage.values().length; i++) {
            Moves.ALL.stream().filter(move -> reached.contains(move.from())).forEach(move -> reached.add(move.to()));
        }
        assertEquals(EnumSet.allOf(Stage.class), reached);
        Set<Stage> left = EnumSet.noneOf(Stage.class);
        Moves.ALL.forEach(move -> left.add(move.from()));
        assertEquals(EnumSet.complementOf(EnumSet.of(Stage.CLOSED)), left);
    }

    @Test
    void everyCauseMovesSomethingAndNoMoveStandsTwice() {
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        Moves.ALL.forEach(move -> causes.add(move.cause()));
        assertEquals(EnumSet.allOf(Cause.class), causes);
        assertEquals(Moves.ALL.size(), new HashSet<>(Moves.ALL).size());
    }

    @Test
    void aMoveThatIsNotInTheTableIsFoundAtOnce() {
        assertTrue(Moves.isLegal(new Move(Stage.RESTING, Cause.BOOT, Stage.AWAIT_HELLO)));
        assertFalse(Moves.isLegal(new Move(Stage.CLOSED, Cause.BOOT, Stage.AWAIT_HELLO)));
        var thrown = assertThrows(AssertionError.class, () -> Moves.require(Stage.FAILED, Cause.IOP_ON, Stage.RUNNING));
        assertEquals("no such move: FAILED --IOP_ON→ RUNNING", thrown.getMessage());
    }

    @Test
    void aPhaseAndItsStageHaveOneName() {
        assertEquals(Stage.values().length, Phase.class.getPermittedSubclasses().length);
        for (Class<?> phase : Phase.class.getPermittedSubclasses()) {
            String name = phase.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
            Stage.valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
