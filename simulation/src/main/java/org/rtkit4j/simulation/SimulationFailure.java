package org.rtkit4j.simulation;

import org.jspecify.annotations.Nullable;

/// A rule was broken in a simulated run. The message says which, how to replay the run, and what was said in it.
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String rule;

    SimulationFailure(String rule, String replay, String transcript, @Nullable Throwable cause) {
        super("%s%nreplay: %s%n%s".formatted(rule, replay, transcript), cause);
        this.rule = rule;
    }

    /// Returns the first line alone.
    public String rule() {
        return rule;
    }
}
