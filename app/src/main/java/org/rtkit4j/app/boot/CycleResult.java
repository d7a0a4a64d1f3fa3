package org.rtkit4j.app.boot;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What many restarts showed.
///
/// @param cycles how many were made
/// @param failures how many of them went wrong
/// @param firstFailure why the first of those did, or null
/// @param leakedBuffers how many buffers were still open after a cycle, at worst
/// @param micros how long each cycle took, in ascending order
/// @param steps what happened in the first cycle
record CycleResult(
        String profile,
        int cycles,
        int failures,
        @Nullable String firstFailure,
        int leakedBuffers,
        List<Long> micros,
        List<BootResult.Step> steps) {
    CycleResult {
        micros = List.copyOf(micros);
        steps = List.copyOf(steps);
    }

    static CycleResult of(
            String profile,
            int failures,
            @Nullable String firstFailure,
            int leakedBuffers,
            long[] micros,
            List<BootResult.Step> steps) {
        var sorted = Arrays.stream(micros).sorted().boxed().toList();
        return new CycleResult(profile, micros.length, failures, firstFailure, leakedBuffers, sorted, steps);
    }

    boolean isGood() {
        return failures == 0 && leakedBuffers == 0;
    }

    /// Returns the time below which this share of the cycles lies.
    ///
    /// @param share 0 for the fastest to 1 for the slowest
    long quantile(double share) {
        int last = micros.size() - 1;
        return micros.get((int) Math.ceil(share * last));
    }
}
