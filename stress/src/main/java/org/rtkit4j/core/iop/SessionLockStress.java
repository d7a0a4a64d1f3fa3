package org.rtkit4j.core.iop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/// The lock of a co-processor: nobody else is inside, what was written is seen, and nobody sleeps for ever. In the
/// lock's own package, since it is for nobody else to use.
public final class SessionLockStress {
    private SessionLockStress() {}

    @JCStressTest
    @State
    @Description("Two threads add to a plain number, one of them in two holds.")
    @Outcome(id = "20", expect = ACCEPTABLE, desc = "each was alone, and saw what the other had written")
    @Outcome(expect = FORBIDDEN, desc = "two were inside at once")
    public static class PlainSum {
        private final SessionLock lock = new SessionLock();
        private int sum;

        @Actor
        public void plain() {
            add();
        }

        @Actor
        public void nested() {
            lock.lock();
            try {
                add();
            } finally {
                lock.unlock();
            }
        }

        private void add() {
            for (int i = 0; i < 10; i++) {
                lock.lock();
                try {
                    sum++;
                } finally {
                    lock.unlock();
                }
            }
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = sum;
        }
    }

    @JCStressTest
    @State
    @Description("One takes the lock if it is free, one takes it in any case.")
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = ACCEPTABLE,
            desc = "one after the other")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the lock was taken")
    @Outcome(expect = FORBIDDEN, desc = "both were inside at once")
    public static class TryAgainstLock {
        private final SessionLock lock = new SessionLock();
        private int entries;

        @Actor
        public void trying(II_Result r) {
            if (lock.tryLock()) {
                r.r1 = enter();
            }
        }

        @Actor
        public void locking(II_Result r) {
            lock.lock();
            r.r2 = enter();
        }

        private int enter() {
            try {
                entries++;
                return entries;
            } finally {
                lock.unlock();
            }
        }
    }

    @JCStressTest
    @State
    @Description("One sleeps until the other has changed something.")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "it was woken, or the change was there before")
    @Outcome(expect = FORBIDDEN, desc = "it slept until its time was over")
    public static class SleepAgainstWake {
        private final SessionLock lock = new SessionLock();
        private boolean isChanged;

        @Actor
        public void sleeper(I_Result r) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            lock.lock();
            try {
                while (!isChanged && System.nanoTime() - end < 0) {
                    lock.awaitNanos(TimeUnit.SECONDS.toNanos(10));
                }
                r.r1 = System.nanoTime() - end < 0 ? 1 : 0;
            } catch (InterruptedException e) {
                r.r1 = -1;
            } finally {
                lock.unlock();
            }
        }

        @Actor
        public void waker() {
            lock.lock();
            try {
                isChanged = true;
                lock.wakeAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
