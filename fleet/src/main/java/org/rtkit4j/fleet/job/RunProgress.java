package org.rtkit4j.fleet.job;

import java.util.function.LongSupplier;

/// Shows how far a run is.
@FunctionalInterface
public interface RunProgress {
    /// Nobody looks.
    RunProgress NONE = (_, _) -> () -> {};

    /// Shows it until it is closed.
    ///
    /// @param done how many files have been read
    /// @param all how many there are to be read
    Shown show(LongSupplier done, long all);

    /// Hears at the end how many inputs wait for the next run, since they could not be opened.
    default void waiting(long inputs) {}

    /// What is on the screen.
    @FunctionalInterface
    interface Shown extends AutoCloseable {
        @Override
        void close();
    }
}
