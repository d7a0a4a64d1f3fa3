package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtkit4j.emulator.fault.FaultPlan;

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
    void plansForAKernelAreLinesThatTheBridgeTakes() {
        Cli run = Cli.run("faults", "--plans", "1..200");
        assertEquals(0, run.status(), run.err());
        assertEquals(run, Cli.run("faults", "--plans", "1..200"));
        List<String> lines = run.out().lines().toList();
        assertEquals(200, lines.size());
        for (int i = 0; i < lines.size(); i++) {
            String[] words = lines.get(i).split(" ", -1);
            assertEquals(String.valueOf(i + 1), words[0]);
            var injections = FaultPlan.parse(words[1]).injections();
            assertFalse(injections.isEmpty());
            assertTrue(
                    injections.stream().allMatch(injection -> injection.kind().isRemote()), lines.get(i));
        }
    }

    @Test
    void wrongUsageIsStatusTwo() {
        assertEquals(2, Cli.run("faults", "--plans", "1").status());
        assertEquals(2, Cli.run("faults", "--plans", "-1..3").status());
        assertEquals(2, Cli.run("faults", "--plans", "5..1").status());
        assertEquals(2, Cli.run("faults", "--seed", "some").status());
        assertEquals(2, Cli.run("faults", "--crash").status());
        assertEquals(2, Cli.run("faults", "nosuch").status());
    }
}
