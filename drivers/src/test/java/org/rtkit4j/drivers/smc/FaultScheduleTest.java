package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rtkit4j.emulator.smc.SmcFaultKind.LATE_ANSWER;
import static org.rtkit4j.emulator.smc.SmcFaultKind.LOST_ANSWER;
import static org.rtkit4j.emulator.smc.SmcFaultKind.SLOW;

import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.drivers.smc.SmcValue.Unsigned;

/// Whatever becomes of answers, no key's value is ever taken for another's, neither read nor written.
///
/// Every value carries the number of its key in its low byte.
class FaultScheduleTest {
    private static final int KEYS = 12;
    private static final String NTAP = "{\"key\": \"NTAP\", \"type\": \"ui8\", \"flags\": \"w\", \"is\": \"notify\"},";
    private static final String LATE = "late-answer 1/5 4000ms, late-answer 1/7 700ms, lost-answer 1/9, failing 1/12, ";

    private static String keys() {
        return IntStream.range(0, KEYS)
                .mapToObj(i -> "{\"key\": \"K%03d\", \"type\": \"%s\", \"flags\": \"rw\", \"value\": %d}"
                        .formatted(i, i % 2 == 0 ? "ui64" : "ui32", i))
                .collect(Collectors.joining(",", "{\"keys\": [" + NTAP, "]}"));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void withAnswersUnderWrongIds(long seed) throws Exception {
        play(seed, LATE + "wrong-id 1/6");
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void withCommandsThatAreCarriedOutLate(long seed) throws Exception {
        play(seed, LATE + "slow 1/6 1200ms, slow 1/6 100ms");
    }

    private static void play(long seed, String faults) throws Exception {
        var random = new SplittableRandom(seed);
        var config = SmcRig.config(keys()).withFaults(faults).withSeed(seed);
        try (var rig = new SmcRig(config)) {
            int good = 0;
            for (int i = 0; i < 400; i++) {
                good += act(rig.smc, random) ? 1 : 0;
                rig.clock.advance(random.nextLong(300_000_000L));
                rig.emulated.machine().runUntilIdle();
                rig.iop.poll();
            }
            assertTrue(good > 40, "too few went well to mean anything: " + good);
            assertTrue(rig.smc.staleAnswers() > 20, "too few went wrong to mean anything");
            for (int i = 0; i < KEYS; i++) {
                int number = i;
                rig.board.written("K%03d".formatted(i)).ifPresent(value -> assertEquals(number, value[0] & 0xff));
            }
        }
    }

    private static boolean act(Smc smc, SplittableRandom random) throws InterruptedException {
        int number = random.nextInt(KEYS);
        SmcKey key = SmcKey.of("K%03d".formatted(number));
        try {
            if (random.nextInt(3) == 0) {
                smc.put(key, new Unsigned(random.nextInt(1 << 20) << 8 | number));
            } else {
                SmcValue value = smc.value(key);
                assertEquals(number, ((Unsigned) value).bits() & 0xff);
            }
            return true;
        } catch (SmcException _) {
            return false;
        }
    }

    @Test
    void whatIsWrittenIsNotOverwrittenByACommandThatWasGivenUp() throws Exception {
        try (var rig = SmcRig.withKeys(keys())) {
            rig.smc.value(SmcKey.of("K000"));
            rig.smc.info(SmcKey.of("K001"));
            rig.happens(() -> rig.board.inject(SLOW, 900_000_000L));
            assertThrows(SmcException.class, () -> rig.smc.value(SmcKey.of("K000")));
            // K000's eight bytes reach shared memory only now, after the payload would have been there.
            rig.smc.put(SmcKey.of("K001"), new Unsigned(0x1234_5601));
            assertEquals(new Unsigned(0x1234_5601), rig.smc.value(SmcKey.of("K001")));
        }
    }

    /// Ids go round: the late answer comes just when another command waits that could have the same id by then.
    @Test
    void aLateAnswerIsNotTakenForThatOfALaterCommandWithItsId() throws Exception {
        try (var rig = SmcRig.withKeys(keys())) {
            rig.smc.value(SmcKey.of("K001"));
            rig.smc.value(SmcKey.of("K003"));
            long sent = rig.clock.getAsLong();
            rig.happens(() -> rig.board.inject(LATE_ANSWER, 4_000_000_000L));
            assertThrows(SmcException.class, () -> rig.smc.value(SmcKey.of("K001")));
            for (int i = 0; i < 15; i++) {
                assertEquals(new Unsigned(3), rig.smc.value(SmcKey.of("K003")));
            }
            rig.clock.advanceTo(sent + 3_800_000_000L);
            rig.happens(() -> rig.board.inject(LOST_ANSWER, 0));
            assertThrows(SmcException.class, () -> rig.smc.value(SmcKey.of("K003")));
            assertEquals(1, rig.smc.staleAnswers());
        }
    }

    @Test
    void theAtomicPathIsNotOverwrittenEither() throws Exception {
        try (var rig = SmcRig.withKeys(keys())) {
            rig.smc.value(SmcKey.of("K002"));
            rig.happens(() -> rig.board.inject(SLOW, 900_000_000L));
            assertThrows(SmcException.class, () -> rig.smc.value(SmcKey.of("K002")));
            assertEquals(AtomicSmc.Outcome.DONE, rig.smc.atomic().enter(10_000_000_000L));
            assertEquals(0, rig.board.written("NTAP").orElseThrow()[0]);
            rig.smc.atomic().leave();
        }
    }
}
