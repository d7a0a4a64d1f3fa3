package org.rtkit4j.wire.port;

/// The reset of one co-processor: what remains when it has crashed.
@FunctionalInterface
public interface Reset {
    /// Resets CPU, mailbox and firmware; returns once that is done.
    ///
    /// The firmware must not touch shared memory afterwards. Its mailbox has to be put into service again.
    void reset();
}
