package org.rtkit4j.benchmarks;

import java.time.Duration;

/// `benchmarks/run supervise [--count N] [--seconds N] [--seed N]`.
public final class Main {
    private static final String USAGE = "usage: benchmarks/run supervise [--count N] [--seconds N] [--seed N]";

    private Main() {}

    public static void main(String[] args) throws Exception {
        int count = 10_000;
        int seconds = 20;
        long seed = System.nanoTime();
        if (args.length % 2 != 1 || !args[0].equals("supervise")) {
            fail();
        }
        for (int i = 1; i < args.length; i += 2) {
            switch (args[i]) {
                case "--count" -> count = positive(args[i + 1]);
                case "--seconds" -> seconds = positive(args[i + 1]);
                case "--seed" -> seed = Long.parseLong(args[i + 1]);
                default -> fail();
            }
        }
        System.out.printf("%-36s %d%n", "seed", seed);
        boolean good = new SuperviseBenchmark(count, Duration.ofSeconds(seconds), seed).run();
        System.exit(good ? 0 : 1);
    }

    private static int positive(String text) {
        int value = Integer.parseInt(text);
        if (value < 1 || value > 100_000) {
            fail();
        }
        return value;
    }

    private static void fail() {
        System.err.println(USAGE);
        System.exit(2);
    }
}
