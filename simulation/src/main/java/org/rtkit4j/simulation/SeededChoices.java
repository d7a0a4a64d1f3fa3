package org.rtkit4j.simulation;

import java.util.SplittableRandom;

/// Random choices, the same for the same seed.
final class SeededChoices implements Choices {
    private final SplittableRandom random;

    SeededChoices(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public int choose(int bound) {
        return random.nextInt(bound);
    }

    @Override
    public boolean isErratic() {
        return true;
    }
}
