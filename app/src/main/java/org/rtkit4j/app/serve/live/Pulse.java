package org.rtkit4j.app.serve.live;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes those who wait for a change. They look up what has changed.
final class Pulse {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition beats = lock.newCondition();
    private long count;

    /// Something has changed.
    void beat() {
        lock.lock();
        try {
            count++;
            beats.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until something has changed since `seen`, or the time is over.
    ///
    /// @return what to give the next time
    long await(long seen, long millis) throws InterruptedException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (count == seen && nanos > 0) {
                nanos = beats.awaitNanos(nanos);
            }
            return count;
        } finally {
            lock.unlock();
        }
    }
}
