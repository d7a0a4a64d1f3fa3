package org.rtkit4j.simulation;

/// Decides what happens next wherever more than one thing can. The same choices make the same run.
public interface Choices {
    /// Returns a number from 0 up to, not including, `bound`.
    int choose(int bound);

    /// Returns whether odd things that need not happen are to be chosen too: time that passes while somebody has
    /// work, interrupts that come late.
    boolean isErratic();

    /// The first fault has struck.
    default void onStrike() {}
}
