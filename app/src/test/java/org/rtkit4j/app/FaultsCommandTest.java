package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultsCommandTest {
    @Test
    void theFaultsOfASeedAreTheSameEveryTime() {
        Cli first = Cli.run("faults", "ans", "--seed", "7", "--json");
        assertEquals(0, first.status(), first.err());
        assertEquals(first, Cli.run("faults", "ans", "--seed", "7", "--json"));
        Map<?, ?> faults = (Map<?, ?>) first.json().get("faults");
        assertEquals(7L, faults.get("seed"));
        assertEquals(true, faults.get("runs"));
    }

    @Test
    void whateverFaultsHappenItRunsInTheEnd() {
        for (String profile : List.of("generic", "ans", "smc", "dcp", "mtp")) {
            for (int seed = 0; seed < 40; seed++) {
                Cli run = Cli.run("faults", profile, "--seed", Integer.toString(seed), "--json");
                assertEquals(0, run.status(), run.out() + run.err());
            }
        }
    }

    @Test
    void readsForPeople() {
        Cli run = Cli.run("faults", "ans", "--seed", "7");
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("\nFaults of seed 7\n  planned: "), run.out());
        assertTrue(run.out().contains("\nEndpoints\n"), run.out());
    }

    @Test
    void whoeverNamesNoSeedIsToldWhichItWas() {
        Cli run = Cli.run("faults", "--json");
        assertEquals(0, run.status(), run.err());
        Object seed = ((Map<?, ?>) run.json().get("faults")).get("seed");
        assertEquals(run, Cli.run("faults", "--json", "--seed", String.valueOf(seed)));
    }

    @Test
    void wrongUsageIsStatusTwo() {
        assertEquals(2, Cli.run("faults", "--seed", "some").status());
        assertEquals(2, Cli.run("faults", "--crash").status());
        assertEquals(2, Cli.run("faults", "nosuch").status());
    }
}
