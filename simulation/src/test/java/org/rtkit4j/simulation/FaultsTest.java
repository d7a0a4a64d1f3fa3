package org.rtkit4j.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rtkit4j.emulator.fault.FaultKind;

/// Every fault at every step of every lifecycle, and random ones: no rule is ever broken.
///
/// The table of what became of which fault goes to the test's output and to `simulation/target/faults.txt`.
class FaultsTest {
    private static final int CHOICES = 2;
    private static final long FIXED = 40_000;
    // -Dfresh=1000000 looks further; a verdict that many others wait for should not depend on much luck.
    private static final long FRESH = Long.parseLong(System.getProperty("fresh", "5000"));
    private static final long LEAST = 200_000;
    private static final FaultTable TABLE = new FaultTable();
    private static final String SEED = System.getProperty("seed", "");

    @Test
    void noFaultAtAnyStepBreaksARule() {
        if (SEED.isEmpty()) {
            var exploration = new Exploration(TABLE);
            exploration.everyFault(CHOICES);
            assertUnbroken(exploration);
        }
    }

    /// Seeds that never change, and some that are new in every run; with `-Dseed=N` that one alone.
    @Test
    void noRandomFaultsBreakARule() {
        var exploration = new Exploration(TABLE);
        exploration.random(seeds());
        assertUnbroken(exploration);
    }

    private static LongStream seeds() {
        if (!SEED.isEmpty()) {
            return LongStream.of(Long.decode(SEED));
        }
        long fresh = System.nanoTime();
        return LongStream.concat(LongStream.range(0, FIXED), LongStream.range(fresh, fresh + FRESH));
    }

    private static void assertUnbroken(Exploration exploration) {
        List<SimulationFailure> failures = exploration.failures();
        if (!failures.isEmpty()) {
            failures.forEach(failure -> System.out.println(failure.rule()));
            throw failures.getFirst();
        }
    }

    @AfterAll
    static void tellWhatBecameOfThem() throws IOException {
        System.out.println(TABLE);
        Files.writeString(Path.of(System.getProperty("rtkit.faults", "target/faults.txt")), TABLE.toString());
        if (SEED.isEmpty()) {
            assertTrue(TABLE.faulty() >= LEAST, () -> "lifecycles with faults: " + TABLE.faulty());
            List<FaultKind> never = List.of(FaultKind.values()).stream()
                    .filter(kind -> TABLE.struck(kind) == 0)
                    .toList();
            assertEquals(List.of(), never, "kinds that never struck");
        }
    }
}
