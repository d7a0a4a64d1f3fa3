package org.rtkit4j.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Every fault at every step, and random ones: no rule is ever broken.
class FaultsTest {
    private static final int CHOICES = Integer.getInteger("choices", 1);
    private static final int RANDOM = Integer.getInteger("random", 20_000);

    @Test
    void noFaultBreaksARule() throws IOException {
        var table = new FaultTable();
        var exploration = new Exploration(table);
        long start = System.nanoTime();
        exploration.everyFault(CHOICES);
        long middle = System.nanoTime();
        System.out.println(table.lifecycles() + " exhaustive: " + (middle - start) / 1_000_000 + " ms");
        exploration.random(LongStream.range(0, RANDOM));
        System.out.println(table.lifecycles() + " total: " + (System.nanoTime() - middle) / 1_000_000 + " ms");
        System.out.println(table);
        var rules = new TreeMap<String, Integer>();
        exploration.failures().forEach(f -> rules.merge(f.rule(), 1, Integer::sum));
        System.out.println(rules);
        exploration.failures().stream().limit(3).forEach(f -> {
            f.printStackTrace(System.out);
        });
        assertTrue(exploration.failures().isEmpty());
    }
}
