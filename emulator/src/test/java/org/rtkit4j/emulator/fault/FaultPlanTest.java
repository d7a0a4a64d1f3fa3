package org.rtkit4j.emulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void theSameSeedGivesTheSamePlanAndItsTextIsReadBack(long seed) {
        FaultPlan plan = FaultPlan.random(seed);
        assertEquals(plan, FaultPlan.random(seed));
        assertEquals(plan, FaultPlan.parse(plan.toString()));
        assertFalse(plan.injections().isEmpty());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aPlanOfSomeKindsHasNoOthersAndNoLaterSteps(long seed) {
        for (Injection injection : FaultPlan.random(seed, List.of(FaultKind.LOSE, FaultKind.HANG), 3)
                .injections()) {
            assertTrue(injection.kind() == FaultKind.LOSE || injection.kind() == FaultKind.HANG);
            assertTrue(injection.step() < 3);
        }
    }

    @Test
    void faultsAreInTheOrderOfTheirSteps() {
        FaultPlan plan = FaultPlan.parse("30:LOSE:0, 2:DELAY:0x10,7:CRASH:0");
        assertEquals("2:DELAY:16,7:CRASH:0,30:LOSE:0", plan.toString());
    }

    @Test
    void noFaultHasATextToo() {
        assertEquals("none", FaultPlan.NONE.toString());
        assertEquals(FaultPlan.NONE, FaultPlan.parse("none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOSE", "1:LOSE", "1:NOTHING:0", "x:LOSE:0", "1:LOSE:x", "-1:LOSE:0", "1:LOSE:0,"})
    void refusesWhatIsNoPlan(String text) {
        assertThrows(IllegalArgumentException.class, () -> FaultPlan.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1:LOSE|not step:kind:parameter: text=1:LOSE",
                "0:ACCESS_FAILS:|no parameter, which is a number: parameter=",
                "1:LOSE:99999999999999999999|no parameter, which is a number: parameter=99999999999999999999",
                "ans 0:CRASH:0|no such step, which is a number: step=ans 0",
                "9999999999:CRASH:0|no such step, which is a number: step=9999999999",
                "-1:LOSE:0|no such step: step=-1",
                "1:NOTHING:0|no such kind: kind=NOTHING"
            })
    void saysInItsOwnWordsWhyItIsNoPlan(String text, String why) {
        var refused = assertThrows(IllegalArgumentException.class, () -> FaultPlan.parse(text));
        assertEquals(why, refused.getMessage());
    }

    @Test
    void singlesHaveEveryKindAtEveryStepWithEveryParameter() {
        List<FaultPlan> singles = FaultPlan.singles(3).toList();
        assertEquals(singles.size(), new HashSet<>(singles).size());
        long hangs = singles.stream()
                .filter(plan -> plan.injections().getFirst().kind() == FaultKind.HANG)
                .count();
        long states = singles.stream()
                .filter(plan -> plan.injections().getFirst().kind() == FaultKind.WRONG_STATE)
                .count();
        assertEquals(3, hangs);
        assertEquals(15, states);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void everyKindSaysWhatItDoesAndWithWhat(FaultKind kind) {
        assertFalse(kind.sentence().isEmpty());
        assertFalse(kind.parameters().isEmpty());
    }
}
