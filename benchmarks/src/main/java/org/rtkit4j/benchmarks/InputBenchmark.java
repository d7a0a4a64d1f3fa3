package org.rtkit4j.benchmarks;

import java.time.Duration;
import org.rtkit4j.benchmarks.suite.KeyPresses;

/// Keys for a while, a thousand a second. Fails where an event is lost, or where the driver's thread allocates.
final class InputBenchmark {
    private static final int WARM_UP = 5_000;

    private final int events;

    InputBenchmark(Duration duration) {
        events = (int) duration.toMillis();
    }

    /// Measures and prints; returns whether what must hold does.
    boolean run() throws Exception {
        KeyPresses.Outcome outcome = KeyPresses.measure(WARM_UP, events);
        System.out.printf(
                "%-36s %d of %d, %d troubles%n", "keys heard", outcome.sorted().length, events, outcome.troubles());
        System.out.printf("%-36s %.1f us%n", "latency, median", outcome.micros(0.5));
        System.out.printf("%-36s %.1f us%n", "latency, p99", outcome.micros(0.99));
        System.out.printf("%-36s %.1f us%n", "latency, longest", outcome.micros(1));
        System.out.printf(
                "%-36s %d bytes, %.2f for each%n", "allocated for all of them", outcome.bytes(), outcome.bytesEach());
        return outcome.isGood();
    }
}
