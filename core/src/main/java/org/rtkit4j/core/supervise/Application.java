package org.rtkit4j.core.supervise;

import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;

/// What uses a supervised co-processor. It is told each time the co-processor has come up.
@FunctionalInterface
public interface Application {
    /// Uses nothing.
    Application NONE = _ -> {};

    /// The co-processor runs, for the first time or again: the place to start its application endpoints, of which
    /// none outlives a crash or a shutdown.
    ///
    /// Called on the loop's thread: it must not block, and what would wait for the co-processor is refused with an
    /// [IllegalStateException]. What it throws is reported, and the co-processor runs on.
    void onRunning(Iop iop) throws RtkitException;
}
