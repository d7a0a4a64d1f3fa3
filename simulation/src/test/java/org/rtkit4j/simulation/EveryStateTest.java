package org.rtkit4j.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Cause;
import org.rtkit4j.core.session.Move;
import org.rtkit4j.core.session.Moves;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.core.session.Stage;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.simulation.Lifecycle.Start;
import org.rtkit4j.testkit.FakeMemory;

/// Every state that session and firmware can reach within bounds, in every order: no rule is broken, nobody waits for
/// ever, a way leads back from everywhere, and the moves of the session are those of its table.
///
/// The numbers and the moves go to the test's output and to `simulation/target/states.txt`.
class EveryStateTest {
    private static final boolean WHOLE = System.getProperty("states", "").equals("all");
    private static final int MOST_STATES = WHOLE ? 50_000_000 : 2_000_000;

    // Within a minute on two cores: each start without faults, deeper mailboxes, each version, and a few faults, each
    // of which has moves of its own.
    private static final List<String> SHORT = List.of(
            "START/1/11..12/0x01/none",
            "WAKE/1/12..12/0x01/none",
            "START_AND_WAKE/2/11..11/0x01/none",
            "EARLY_AP/1/12..12/0x01/none",
            "ADOPT/1/12..12/0x01/none",
            "START/3/12..12/0x01/none",
            "START/1/13..14/0x01/none",
            "START/1/12..12/0x01/RESTART:0",
            "WAKE/1/12..12/0x01/CRASH:0",
            "START/1/11..11/0x01/ACCESS_FAILS:1",
            "EARLY_AP/1/11..11/0x01/UNSOLICITED:7,UNSOLICITED:11");

    /// What no state has, and why; [#whatNoStateHasIsPossible] makes each of them.
    private static final Map<Move, String> UNSEEN = Map.of(
            new Move(Stage.MAPPING, Cause.CRASH, Stage.CRASHED),
            "two faults in one life: the firmware asks for a buffer and then crashes, both before its map has ended",
            new Move(Stage.RUNNING, Cause.CLOSE, Stage.CLOSED),
            "an Iop shuts down before it closes: only an interrupted one closes where it stands",
            new Move(Stage.TELLING_AP, Cause.CLOSE, Stage.CLOSED),
            "as above",
            new Move(Stage.ASKING_IOP, Cause.CLOSE, Stage.CLOSED),
            "as above");

    private static final List<StateSpace> SPACES = new ArrayList<>();

    static Stream<String> bounds() {
        return WHOLE ? whole() : SHORT.stream();
    }

    // Each start, each depth, every fault; and what the versions and a second endpoint add, without.
    private static Stream<String> whole() {
        return Stream.of(Start.values())
                .flatMap(start -> Stream.of(1, 2, 3)
                        .flatMap(depth -> Stream.of(
                                start + "/" + depth + "/11..12/0x01/all",
                                start + "/" + depth + "/11..11/0x01/none",
                                start + "/" + depth + "/12..12/0x01+0x02/none",
                                start + "/" + depth + "/13..14/0x01/none")));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void holdsInEveryState(String text) {
        var space = StateSpace.explore(Bounds.parse(text), MOST_STATES);
        SPACES.add(space);
        System.out.println(space);
        space.failures().stream().findFirst().ifPresent(failure -> {
            throw failure;
        });
        assertEquals(List.of(), space.deadlocks(), "states in which the session waits for ever");
        assertEquals(List.of(), space.deadEnds(), "states from which it never runs again");
        assertEquals(List.of(), space.moves().illegal(Moves.ALL), "moves that are not in the table");
    }

    /// What a failure asks for: one story alone, which is printed.
    @Test
    void replaysTheStoryThatIsGiven() {
        String[] given =
                System.getProperty("story", "START/1/11..12/0x01/none 1.0.0").split(" ", 2);
        System.out.println(StateSpace.story(Bounds.parse(given[0]), given[1]));
    }

    @AfterAll
    static void tellWhatWasSeen() throws IOException {
        if (SPACES.isEmpty()) {
            return;
        }
        var moves = new MoveTable();
        SPACES.forEach(space -> moves.addAll(space.moves()));
        var text = new StringBuilder();
        SPACES.forEach(space -> text.append(space).append(System.lineSeparator()));
        text.append(System.lineSeparator()).append(moves.toString(Moves.ALL));
        System.out.println(text);
        Files.writeString(Path.of(System.getProperty("rtkit.states", "target/states.txt")), text);
        assertEquals(UNSEEN.keySet(), Set.copyOf(moves.unseen(Moves.ALL)), "moves of the table that no state has");
        assertEquals(Set.of(), unreached(moves), "phases that are never reached");
    }

    private static Set<Stage> unreached(MoveTable moves) {
        Set<Stage> unreached = EnumSet.range(Stage.AWAIT_HELLO, Stage.CLOSED);
        moves.seen(Moves.ALL).forEach(move -> unreached.remove(move.to()));
        return unreached;
    }

    @Test
    void whatNoStateHasIsPossible() {
        var mapping = session();
        mapping.boot(BootPlan.START, (_, _) -> true);
        mapping.onMessage(0x0010_0000_000c_000bL, 0, (_, _) -> true);
        mapping.onMessage(0x0080_0000_0000_0003L, 0, (_, _) -> true);
        mapping.onMessage(0x0010_1000_0000_0000L, 1, (_, _) -> true);
        assertEquals(Stage.MAPPING, mapping.phase().stage());
        mapping.onMessage(0x0010_1000_1000_4000L, 1, (_, _) -> true);
        assertEquals(Stage.CRASHED, mapping.phase().stage());
        for (Stage from : List.of(Stage.RUNNING, Stage.TELLING_AP, Stage.ASKING_IOP)) {
            var session = sessionAt(from);
            assertEquals(from, session.phase().stage());
            session.close();
            assertEquals(Stage.CLOSED, session.phase().stage());
        }
    }

    private static Session sessionAt(Stage stage) {
        var session = session();
        session.adopt(12, new BitSet());
        if (stage != Stage.RUNNING) {
            session.powerDown(PowerDown.SLEEP, (_, _) -> true);
        }
        if (stage == Stage.ASKING_IOP) {
            session.onMessage(0x00b0_0000_0000_0010L, 0, (_, _) -> true);
        }
        return session;
    }

    private static Session session() {
        return new Session(SessionConfig.named("iop"), new FakeMemory(), SessionListener.NONE);
    }

    // ---- What an exploration finds ----

    private static final Bounds TINY = Bounds.parse("START/1/13..14/0x01/LOSE:0");

    @Test
    void aMoveThatTheTableLacksIsFoundWithTheShortestStory() {
        var space = StateSpace.explore(TINY, MOST_STATES);
        Move planted = Moves.ALL.stream()
                .filter(move -> move.from() == Stage.AWAIT_HELLO && move.to() == Stage.FAILED)
                .findFirst()
                .orElseThrow();
        List<Move> table =
                Moves.ALL.stream().filter(move -> !move.equals(planted)).toList();
        List<String> illegal = space.moves().illegal(table);
        assertEquals(1, illegal.size(), illegal::toString);
        assertTrue(illegal.getFirst().startsWith("AWAIT_HELLO → FAILED: "), illegal::getFirst);
        String replay = illegal.getFirst().replaceAll(".*-Dstory=[^ ]* ([0-9.]*)\".*", "$1");
        assertTrue(StateSpace.story(TINY, replay).contains("Failed[fault=NoCommonVersion["), illegal::getFirst);
    }

    @Test
    void aMoveThatIsNeverMadeIsNamed() {
        var space = StateSpace.explore(TINY, MOST_STATES);
        assertTrue(space.moves().unseen(Moves.ALL).stream().anyMatch(move -> move.from() == Stage.RUNNING));
        assertFalse(space.moves().unseen(Moves.ALL).stream()
                .anyMatch(move -> move.to() == Stage.AWAIT_HELLO && move.from() == Stage.STOPPED));
    }

    @Test
    void aHostThatWaitsForEverIsFoundWithTheShortestStory() {
        Parts ordinary = TINY.parts();
        var standing = new Parts() {
            @Override
            public Profile profile(Profile profile) {
                return ordinary.profile(profile);
            }

            @Override
            public LongSupplier clock(LongSupplier virtual) {
                return () -> 0;
            }
        };
        var failure = StateSpace.explore(TINY, standing, MOST_STATES).failures().getFirst();
        assertTrue(failure.rule().startsWith("a wait outlasts its deadline"), failure::rule);
        assertTrue(failure.getMessage().contains("a fault strikes: LOSE"), failure::getMessage);
    }

    @Test
    void twoExplorationsFindTheSame() {
        var first = StateSpace.explore(TINY, MOST_STATES);
        var second = StateSpace.explore(TINY, MOST_STATES);
        assertEquals(first.toString(), second.toString());
    }
}
