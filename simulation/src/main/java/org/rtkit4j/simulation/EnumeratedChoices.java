package org.rtkit4j.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Given choices for the first few after a fault has struck, and the first possibility for all others.
final class EnumeratedChoices implements Choices {
    private final int[] given;
    private final int[] bounds;
    private int made;
    private boolean hasStruck;

    EnumeratedChoices(int... given) {
        this.given = given.clone();
        bounds = new int[given.length];
    }

    @Override
    public int choose(int bound) {
        if (!hasStruck || made == given.length) {
            return 0;
        }
        bounds[made] = bound;
        return Math.min(given[made++], bound - 1);
    }

    @Override
    public boolean isErratic() {
        return false;
    }

    @Override
    public void onStrike() {
        hasStruck = true;
    }

    /// Returns the choices of the next run, as an odometer counts, or null where these were the last. To be called
    /// after the run.
    int @Nullable [] following() {
        int[] next = Arrays.copyOf(given, given.length);
        for (int i = made - 1; i >= 0; i--) {
            if (next[i] + 1 < bounds[i]) {
                next[i]++;
                Arrays.fill(next, i + 1, next.length, 0);
                return next;
            }
        }
        return null;
    }
}
