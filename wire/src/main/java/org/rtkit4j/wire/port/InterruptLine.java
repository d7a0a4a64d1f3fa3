package org.rtkit4j.wire.port;

import java.util.concurrent.locks.LockSupport;

/// A level-triggered interrupt line.
///
/// The line follows a condition of the hardware; there is nothing to acknowledge. [#arm] is one-shot, which makes the
/// loop "drain, arm, wait" free of lost wake-ups: a line that is still asserted fires at once.
public interface InterruptLine {
    /// Returns whether the condition holds now.
    boolean isAsserted();

    /// Calls `handler` once, as soon as the line is asserted; at once and from this thread where it already is.
    ///
    /// The handler runs on the thread that raises the line and must not block. Arming again replaces the handler.
    void arm(Runnable handler);

    /// Forgets the handler. It may be running still when this returns.
    void disarm();

    /// Waits until the line is asserted, at most `timeoutNanos`.
    ///
    /// @return whether it is asserted
    default boolean await(long timeoutNanos) throws InterruptedException {
        Thread waiter = Thread.currentThread();
        long start = System.nanoTime();
        arm(() -> LockSupport.unpark(waiter));
        try {
            while (!isAsserted()) {
                long left = timeoutNanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return true;
        } finally {
            disarm();
        }
    }
}
