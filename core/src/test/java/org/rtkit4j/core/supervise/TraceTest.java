package org.rtkit4j.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;

class TraceTest {
    private final Supervisor supervisor = new Supervisor(new EventLoop(() -> 0), SupervisorConfig.DEFAULT);
    private final Supervised one = supervisor.add(IopProfile.named("one"), new ScriptedRemote().platform());

    @Test
    void keepsTheLastLinesOldestFirst() {
        var ring = new TraceRing(3);
        for (int i = 0; i < 5; i++) {
            ring.add("main.c:" + i, "line");
        }
        assertEquals(List.of("main.c:2: line", "main.c:3: line", "main.c:4: line"), ring.lines());
    }

    @Test
    void cutsALineThatIsTooLong() {
        var ring = new TraceRing(1);
        ring.add("", "x".repeat(100_000));
        assertEquals("x".repeat(TraceRing.LONGEST_LINE), ring.lines().getFirst());
    }

    @Test
    void nothingIsKeptOrEvenReadUntilSomebodyAsks() {
        assertEquals(List.of(), one.trace());
        assertFalse(one.isTraced());
        one.trace(2);
        assertTrue(one.isTraced());
        one.trace(0);
        assertFalse(one.isTraced());
    }

    @Test
    void aRingIsBounded() {
        assertThrows(IllegalArgumentException.class, () -> one.trace(-1));
        assertThrows(IllegalArgumentException.class, () -> one.trace(SupervisorConfig.MOST_TRACE_LINES + 1));
    }
}
