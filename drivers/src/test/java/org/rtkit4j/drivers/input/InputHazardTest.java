package org.rtkit4j.drivers.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.mtp.MtpHazard;
import org.rtkit4j.emulator.profile.Profile;

/// What a firmware can do wrong: each is survived, and said in one clear line.
class InputHazardTest {
    private static final Profile PROFILE = Profile.named("mtp");
    private static final long MILLI = 1_000_000;

    private static InputRig with(MtpHazard hazard) {
        var rig = new InputRig(PROFILE.with("mtp.hazards", hazard.label()), InputOptions.DEFAULT);
        rig.supervised.start();
        rig.pass(MILLI);
        return rig;
    }

    private static void typesAsEver(InputRig rig) {
        rig.diary.typed.setLength(0);
        rig.hands().type("as ever", MILLI);
        rig.pass(20 * MILLI);
        assertEquals("as ever", rig.diary.typed.toString(), rig.diary::toString);
    }

    @Test
    void anAnnouncementWithoutEndCostsItsInterfaceAndNoMore() {
        try (InputRig rig = with(MtpHazard.ENDLESS_INIT)) {
            rig.pass(100 * MILLI);
            assertEquals(
                    List.of("an announcement has no end: interface=2, name=keyboard, packets=65"), rig.diary.troubles);
            assertEquals(List.of("keyboard"), rig.diary.lost);
            assertFalse(rig.diary.lines.contains("ready keyboard"));
            rig.hands().mouse(0, 5, 0, 0);
            rig.pass(20 * MILLI);
            assertTrue(rig.diary.lines.contains("move 5 0 0"), rig.diary::toString);
            rig.supervised.stop();
            rig.pass(100 * MILLI);
        }
    }

    @Test
    void aBlockBeyondItsPacketIsLeftOut() {
        try (InputRig rig = with(MtpHazard.BLOCK_BEYOND_PACKET)) {
            assertEquals(
                    List.of(
                            "a block reaches beyond its packet: interface=2, bytes=103",
                            "an interface cannot be used, it has no descriptor: interface=2, name=keyboard"),
                    rig.diary.troubles);
            rig.hands().mouse(0, 5, 0, 0);
            rig.settle();
            assertTrue(rig.diary.lines.contains("move 5 0 0"));
        }
    }

    @Test
    void anInterfaceBeyondTheLastIsLeftOut() {
        try (InputRig rig = with(MtpHazard.INTERFACE_16)) {
            String said = "a packet for an interface that there cannot be: interface=16, of=16";
            assertEquals(List.of(said, said), rig.diary.troubles);
            typesAsEver(rig);
        }
    }

    @Test
    void aNameThatFillsItsFieldIsReadAsFarAsItGoes() {
        try (InputRig rig = with(MtpHazard.NAME_WITHOUT_END)) {
            assertEquals(
                    List.of("an interface cannot be used, it has no descriptor: interface=5, name=a-name-without-e"),
                    rig.diary.troubles);
            typesAsEver(rig);
        }
    }

    @Test
    void aReportWithAWrongChecksumIsDroppedAndTheNextOneTellsWhatIsDown() {
        try (InputRig rig = InputRig.up(PROFILE)) {
            rig.hands().inject(MtpHazard.WRONG_CHECKSUM);
            rig.hands().key(4, true);
            rig.settle();
            assertEquals(1, rig.diary.troubles.size(), rig.diary::toString);
            assertTrue(rig.diary
                    .troubles
                    .getFirst()
                    .startsWith("a packet was dropped, its checksum is wrong: interface=2, sum=0x"));
            assertFalse(rig.diary.lines.contains("+a"));
            rig.hands().key(5, true);
            rig.settle();
            assertTrue(rig.diary.lines.containsAll(List.of("+a", "+b")), rig.diary::toString);
            assertEquals(1, rig.diary.troubles.size());
        }
    }

    @Test
    void aReportBeforeItsInterfaceIsReadyIsDropped() {
        try (InputRig rig = with(MtpHazard.EARLY_REPORT)) {
            assertEquals(
                    List.of("a report before its interface is ready was dropped: interface=2, bytes=9"),
                    rig.diary.troubles);
            assertFalse(rig.diary.lines.contains("+a"));
            typesAsEver(rig);
        }
    }

    @Test
    void aFifoThatStaysFullEndsInARestart() {
        try (InputRig rig = InputRig.up(PROFILE)) {
            rig.hands().inject(MtpHazard.STUCK_FIFO);
            rig.hands().key(4, true);
            rig.pass(MILLI);
            for (int command = 0; command < 100 && rig.supervised.restarts() == 0; command++) {
                rig.driver.leds(command);
                rig.pass(1_100 * MILLI);
            }
            assertTrue(rig.diary.troubles.contains("no answer to set LEDs: waited=1000 ms"), rig.diary::toString);
            assertTrue(
                    rig.diary.troubles.contains("the firmware takes no commands, its FIFO stays full: waited=1000 ms"),
                    rig.diary::toString);
            assertTrue(rig.diary.lines.contains("-a"));
            assertEquals(1, rig.supervised.restarts());
            rig.pass(1_000 * MILLI);
            typesAsEver(rig);
        }
    }

    @Test
    void aFirmwareOfWhichNothingCanBeUsedIsRestartedUntilItIsGivenUp() {
        try (InputRig rig = with(MtpHazard.STUCK_FIFO)) {
            rig.await(() -> rig.supervised.restarts() == 1);
            assertTrue(rig.diary.troubles.contains(
                    "an interface cannot be used, it cannot be enabled: interface=3, name=stm"));
            rig.await(rig.supervised::isGivenUp);
        }
    }

    @Test
    void anAnswerToAnotherCommandIsNotTakenForTheRightOne() {
        try (InputRig rig = with(MtpHazard.OTHER_ANSWER)) {
            assertEquals(
                    List.of("an answer to another command was dropped: interface=0, sequence=0, command=0x4b"),
                    rig.diary.troubles);
            assertTrue(rig.diary.lines.contains("ready multi-touch"));
            typesAsEver(rig);
        }
    }

    @Test
    void aCommandThatIsNotAnsweredIsGivenAgain() {
        try (InputRig rig = with(MtpHazard.LOST_ANSWER)) {
            rig.pass(1_100 * MILLI);
            assertEquals(List.of("no answer to enable 1: waited=1000 ms"), rig.diary.troubles);
            assertTrue(rig.diary.lines.containsAll(List.of("ready multi-touch", "ready keyboard", "ready stm")));
            typesAsEver(rig);
        }
    }

    @Test
    void aPacketThatEndsInTheMiddleDoesNotSwallowTheNext() {
        try (InputRig rig = InputRig.up(PROFILE)) {
            rig.hands().inject(MtpHazard.TORN_PACKET);
            rig.hands().key(4, true);
            rig.pass(10 * MILLI);
            assertEquals(List.of(), rig.diary.troubles);
            rig.hands().key(5, true);
            rig.pass(10 * MILLI);
            assertTrue(rig.diary.lines.containsAll(List.of("+a", "+b")), rig.diary::toString);
            assertEquals(1, rig.diary.troubles.size(), rig.diary::toString);
            rig.hands().key(4, false);
            typesAsEver(rig);
        }
    }

    @Test
    void aPacketThatDoesNotGoOnIsGivenUp() {
        try (InputRig rig = InputRig.up(PROFILE)) {
            rig.hands().inject(MtpHazard.TORN_PACKET);
            rig.hands().key(4, true);
            rig.pass(3_000 * MILLI);
            assertEquals(
                    "a packet ended in the middle, it was dropped: bytes=24, of=32", rig.diary.troubles.getFirst());
            rig.hands().key(4, false);
            typesAsEver(rig);
        }
    }

    @Test
    void theLongestPacketIsReadAndChangesNothing() {
        try (InputRig rig = InputRig.up(PROFILE)) {
            rig.hands().inject(MtpHazard.LONGEST_PACKET);
            rig.hands().key(4, true);
            rig.settle();
            assertEquals(List.of(), rig.diary.troubles);
            assertTrue(rig.diary.lines.contains("+a"));
            rig.hands().key(4, false);
            typesAsEver(rig);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void afterAnyHazardsTypingGoesOn(long seed) {
        var random = new SplittableRandom(seed);
        MtpHazard[] hazards = MtpHazard.values();
        try (InputRig rig = InputRig.up(PROFILE)) {
            for (int i = 0; i < 12; i++) {
                MtpHazard hazard = hazards[random.nextInt(hazards.length)];
                rig.hands().inject(hazard);
                rig.hands().key(4 + random.nextInt(20), random.nextBoolean());
                rig.driver.leds(i);
                rig.pass(random.nextLong(2_000) * MILLI);
            }
            // A restart is what helps against all of them.
            rig.supervised.stop();
            rig.pass(5_000 * MILLI);
            rig.supervised.start();
            rig.pass(1_000 * MILLI);
            typesAsEver(rig);
        }
    }
}
