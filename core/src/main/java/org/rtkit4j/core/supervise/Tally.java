package org.rtkit4j.core.supervise;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What is counted about one co-processor.
final class Tally {
    /// How often its firmware has crashed.
    final AtomicInteger crashes = new AtomicInteger();

    /// How often it has hung, not come up, or broken the protocol.
    final AtomicInteger failures = new AtomicInteger();

    /// How often it was restarted.
    final AtomicInteger restarts = new AtomicInteger();

    /// How often something odd was survived.
    final AtomicLong notices = new AtomicLong();
}
