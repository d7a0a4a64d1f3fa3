package org.rtkit4j.core.iop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The lock of one co-processor: fair, held as often as its holder takes it, and cheap where nobody else wants it.
///
/// It is taken twice for every message, nearly always by one thread. Taking it is one atomic instruction. Giving it
/// back is a store that waits for nothing, where [ReentrantLock] waits until all CPUs can see it, so as not to miss a
/// thread that is just going to sleep. Such a thread may be missed here, and looks again by itself.
///
/// Whoever finds it taken, or others waiting, goes to the end of a queue. So a thread that polls in a loop lets others
/// in, such as one that closes.
final class SessionLock {
    /// How long a thread first sleeps that may have been missed when the lock was given back, and how long at most:
    /// each time twice as long, so that a long wait costs next to nothing.
    private static final long FIRST_SLEEP_NANOS = 50_000;

    private static final long LONGEST_SLEEP_NANOS = 10_000_000;

    private static final VarHandle TAKEN = field("taken");
    private static final VarHandle WAITING = field("waiting");

    /// Held by whoever takes the lock next.
    private final ReentrantLock queue = new ReentrantLock(true);
    /// Who waits in [#awaitNanos]; guarded by this lock.
    private final List<Thread> sleepers = new ArrayList<>();

    private volatile int taken;
    private volatile int waiting;
    private volatile @Nullable Thread next;
    /// Written by the holder only: so whoever finds itself here is the holder.
    private @Nullable Thread holder;

    private int holds;

    /// Takes the lock, once more if this thread has it. Waits for it however long that takes, also while interrupted.
    void lock() {
        Thread self = Thread.currentThread();
        if (holder == self) {
            holds++;
            return;
        }
        if (waiting != 0 || !TAKEN.compareAndSet(this, 0, 1)) {
            takeInTurn(self);
        }
        holder = self;
        holds = 1;
    }

    /// Takes the lock if that needs no waiting, before others that wait.
    boolean tryLock() {
        Thread self = Thread.currentThread();
        if (holder == self) {
            holds++;
            return true;
        }
        if (!TAKEN.compareAndSet(this, 0, 1)) {
            return false;
        }
        holder = self;
        holds = 1;
        return true;
    }

    private void takeInTurn(Thread self) {
        boolean wasInterrupted = false;
        long nanos = FIRST_SLEEP_NANOS;
        WAITING.getAndAdd(this, 1);
        queue.lock();
        try {
            next = self;
            while (taken != 0 || !TAKEN.compareAndSet(this, 0, 1)) {
                LockSupport.parkNanos(this, nanos);
                wasInterrupted |= Thread.interrupted();
                nanos = Math.min(2 * nanos, LONGEST_SLEEP_NANOS);
            }
            next = null;
        } finally {
            WAITING.getAndAdd(this, -1);
            queue.unlock();
        }
        if (wasInterrupted) {
            self.interrupt();
        }
    }

    /// Gives it back, or one hold of it.
    void unlock() {
        if (holder != Thread.currentThread()) {
            throw new IllegalMonitorStateException("the lock is another thread's, or nobody's");
        }
        holds--;
        if (holds == 0) {
            giveBack();
        }
    }

    private void giveBack() {
        holder = null;
        TAKEN.setRelease(this, 0);
        Thread first = next;
        if (first != null) {
            LockSupport.unpark(first);
        }
    }

    /// How often this thread holds it: 0 if another does, or nobody.
    int holdCount() {
        return holder == Thread.currentThread() ? holds : 0;
    }

    /// Gives the lock back with all its holds, sleeps until [#wakeAll] or the time is over, or for no reason, and takes
    /// it again.
    ///
    /// @throws InterruptedException if the thread was or is interrupted; it holds the lock then, too
    void awaitNanos(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Thread self = Thread.currentThread();
        int held = holds;
        sleepers.add(self);
        giveBack();
        LockSupport.parkNanos(this, nanos);
        lock();
        holds = held;
        sleepers.remove(self);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /// Wakes all that sleep in [#awaitNanos]. The caller holds the lock.
    void wakeAll() {
        if (!sleepers.isEmpty()) {
            sleepers.forEach(LockSupport::unpark);
            sleepers.clear();
        }
    }

    private static VarHandle field(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(SessionLock.class, name, int.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a field of this class", e);
        }
    }
}
