package org.rtkit4j.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.core.session.Moves;
import org.rtkit4j.simulation.PatchedClasses.Patch;

/// A session that makes a move which it must not make is found, with the shortest story that has the move: planted in
/// the session's own source, which is compiled for this test and explored like the real one.
class PlantedMoveTest {
    private static final String SESSION = "core/src/main/java/org/rtkit4j/core/session/";

    /// The table is asked no more, so that a session may go anywhere.
    private static final Patch UNCHECKED = new Patch(
            SESSION + "Moves.java",
            "throw new AssertionError(\"no such move: \" + new Move(from, cause, to))",
            "return");

    /// After HELLO, the session does not wait for a map of endpoints.
    private static final Patch WITHOUT_MAP = new Patch(
            SESSION + "Handshake.java",
            "standing.enter(Cause.HELLO, new Phase.Mapping(0));",
            "standing.enter(Cause.HELLO, new Phase.AwaitIopOn());");

    /// A wait that has lasted too long takes the session back to its beginning: both are stages of the table, and
    /// the cause is not.
    private static final Patch IMPATIENT = new Patch(
            SESSION + "Standing.java",
            "enter(Cause.FAULT, new Phase.Failed(fault));",
            "enter(Cause.FAULT, fault instanceof Fault.TimedOut ? new Phase.Stopped() : new Phase.Failed(fault));");

    /// What an exploration finds, as text: run in the patched world.
    public static final class Finder implements UnaryOperator<String> {
        @Override
        public String apply(String bounds) {
            var space = StateSpace.explore(Bounds.parse(bounds), 100_000);
            Stream<String> failures = space.failures().stream().map(Throwable::getMessage);
            return Stream.concat(failures, space.moves().illegal(Moves.ALL).stream())
                    .collect(Collectors.joining(System.lineSeparator()));
        }
    }

    @TempDir
    private Path folder;

    @Test
    void theSessionItselfRefusesToMakeIt() throws IOException {
        String found = explore("START/1/12..12/0x01/none", WITHOUT_MAP);
        assertTrue(
                found.startsWith("an exception escapes: java.lang.AssertionError:"
                        + " no such move: AWAIT_HELLO --HELLO→ AWAIT_IOP_ON" + System.lineSeparator()),
                found);
        assertTrue(found.contains("\"-Dstory=START/1/12..12/0x01/none 1.0.0\""), "boot, wait, HELLO: " + found);
    }

    @Test
    void theExplorerFindsItWhereTheSessionAsksItsTableNoMore() throws IOException {
        String found = explore("START/1/12..12/0x01/none", UNCHECKED, WITHOUT_MAP);
        assertTrue(found.startsWith("AWAIT_HELLO → AWAIT_IOP_ON: "), found);
        assertTrue(found.endsWith("\"-Dstory=START/1/12..12/0x01/none 1.0.0\""), found);
    }

    /// Without a fault, this firmware's HELLO always comes in time.
    @Test
    void oneThatTakesAFaultIsFoundToo() throws IOException {
        assertEquals("", explore("START/1/13..14/0x01/none", IMPATIENT));
        String found = explore("START/1/13..14/0x01/LOSE:0", IMPATIENT);
        assertTrue(found.contains("no such move: AWAIT_HELLO --FAULT→ STOPPED"), found);
        assertTrue(found.contains("a fault strikes: LOSE"), found);
    }

    @Test
    void nothingIsFoundWhereNothingIsPlanted() throws IOException {
        assertEquals("", explore("START/1/13..14/0x01/LOSE:0", UNCHECKED));
    }

    private String explore(String bounds, Patch... patches) throws IOException {
        try (var classes = PatchedClasses.of(Files.createTempDirectory(folder, "patched"), List.of(patches))) {
            return classes.twinOf(Finder.class).apply(bounds);
        }
    }
}
