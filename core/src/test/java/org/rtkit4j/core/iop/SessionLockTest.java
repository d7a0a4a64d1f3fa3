package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class SessionLockTest {
    private final SessionLock lock = new SessionLock();

    @Test
    void isTakenAgainByItsHolderAndByNobodyElse() throws Exception {
        lock.lock();
        lock.lock();
        assertTrue(lock.tryLock());
        assertEquals(3, lock.holdCount());
        assertFalse(elsewhere(lock::tryLock));
        lock.unlock();
        lock.unlock();
        assertFalse(elsewhere(lock::tryLock), "one hold is left");
        lock.unlock();
        assertEquals(0, lock.holdCount());
        assertTrue(elsewhere(lock::tryLock));
    }

    @Test
    void isGivenBackByItsHolderOnly() throws Exception {
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
        lock.lock();
        assertTrue(elsewhere(() -> {
            assertThrows(IllegalMonitorStateException.class, lock::unlock);
            return lock.holdCount() == 0;
        }));
        assertEquals(1, lock.holdCount());
    }

    /// One thread that locks in a loop has the lock nearly all the time.
    @Test
    void letsInWhoeverWaitsBesideOneThatPolls() throws Exception {
        var isEntered = new AtomicBoolean();
        var polls = new CountDownLatch(1);
        var poller = start(() -> {
            while (!isEntered.get()) {
                lock.lock();
                polls.countDown();
                lock.unlock();
            }
            return true;
        });
        polls.await();
        for (int i = 0; i < 1000; i++) {
            lock.lock();
            lock.unlock();
        }
        isEntered.set(true);
        assertTrue(poller.get());
    }

    @Test
    void waitsWhileInterruptedAndLeavesThatToBeSeen() throws Exception {
        lock.lock();
        var isWaiting = new CountDownLatch(1);
        var waiter = new FutureTask<>(() -> {
            isWaiting.countDown();
            lock.lock();
            boolean isInterrupted = Thread.currentThread().isInterrupted();
            lock.unlock();
            return isInterrupted;
        });
        var thread = new Thread(waiter);
        thread.start();
        isWaiting.await();
        thread.interrupt();
        assertFalse(waiter.isDone());
        lock.unlock();
        assertTrue(waiter.get());
    }

    @Test
    void sleepsWithoutTheLockAndHasAllItsHoldsAfterwards() throws Exception {
        var isChanged = new AtomicBoolean();
        lock.lock();
        lock.lock();
        var waker = start(() -> {
            lock.lock();
            isChanged.set(true);
            lock.wakeAll();
            lock.unlock();
            return true;
        });
        while (!isChanged.get()) {
            lock.awaitNanos(TimeUnit.HOURS.toNanos(1));
        }
        assertEquals(2, lock.holdCount());
        assertTrue(waker.get());
        assertFalse(elsewhere(lock::tryLock));
    }

    @Test
    void sleepsNoLongerThanItWasTold() throws Exception {
        lock.lock();
        lock.awaitNanos(1);
        assertEquals(1, lock.holdCount());
    }

    @Test
    void holdsTheLockWhereItsSleepWasInterrupted() throws Exception {
        assertTrue(elsewhere(() -> {
            lock.lock();
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> lock.awaitNanos(TimeUnit.HOURS.toNanos(1)));
            boolean isHeld = lock.holdCount() == 1;
            lock.unlock();
            return isHeld;
        }));
        assertTrue(lock.tryLock());
    }

    @Test
    void anInterruptEndsASleep() throws Exception {
        var sleeper = new FutureTask<>(() -> {
            lock.lock();
            try {
                while (true) {
                    lock.awaitNanos(TimeUnit.HOURS.toNanos(1));
                }
            } catch (InterruptedException e) {
                return lock.holdCount();
            } finally {
                lock.unlock();
            }
        });
        var thread = new Thread(sleeper);
        thread.start();
        thread.interrupt();
        assertEquals(1, sleeper.get());
        assertTrue(lock.tryLock());
    }

    private static <T> T elsewhere(Callable<T> call) throws Exception {
        return start(call).get();
    }

    private static <T> FutureTask<T> start(Callable<T> call) {
        var task = new FutureTask<>(call);
        new Thread(task).start();
        return task;
    }
}
