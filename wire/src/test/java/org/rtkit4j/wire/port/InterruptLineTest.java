package org.rtkit4j.wire.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InterruptLineTest {
    private static final long FOR_EVER = Long.MAX_VALUE;

    /// Longer than any test, and shorter than what the clock of a computer shows that has not just been started.
    private static final long LONG = TimeUnit.MINUTES.toNanos(10);

    /// A line that a test raises, and that does something of the test's when it is armed.
    private static final class HandLine implements InterruptLine {
        private final Runnable onArm;
        private volatile boolean isAsserted;
        private volatile @Nullable Runnable armed;
        private final AtomicInteger questions = new AtomicInteger();

        HandLine(boolean isAsserted, Runnable onArm) {
            this.isAsserted = isAsserted;
            this.onArm = onArm;
        }

        @Override
        public boolean isAsserted() {
            questions.incrementAndGet();
            return isAsserted;
        }

        @Override
        public void arm(Runnable handler) {
            armed = handler;
            onArm.run();
        }

        @Override
        public void disarm() {
            armed = null;
        }

        void raise() {
            isAsserted = true;
            Runnable handler = armed;
            if (handler != null) {
                handler.run();
            }
        }
    }

    @Test
    void aLineThatIsAssertedIsNotWaitedFor() throws InterruptedException {
        var line = new HandLine(true, () -> {});
        assertTrue(line.await(0));
        assertEquals(1, line.questions.get());
        assertNull(line.armed, "the handler is forgotten");
    }

    @Test
    void whereNoTimeIsLeftTheWaitEnds() throws InterruptedException {
        var line = new HandLine(false, () -> {});
        assertFalse(line.await(0));
        assertFalse(line.await(-1));
        assertFalse(line.await(1));
        assertNull(line.armed, "the handler is forgotten");
    }

    /// Whoever raises it wakes the waiter, who sleeps until then.
    @Test
    void aLineThatIsRaisedLaterWakesWhoWaits() throws InterruptedException {
        var line = new HandLine(false, () -> {});
        Thread waiter = Thread.currentThread();
        var raiser = new Thread(() -> {
            while (line.armed == null || waiter.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            line.raise();
        });
        raiser.start();
        assertTrue(line.await(LONG));
        raiser.join();
        assertNull(line.armed, "the handler is forgotten");
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() {
        var line = new HandLine(false, () -> Thread.currentThread().interrupt());
        assertThrows(InterruptedException.class, () -> line.await(FOR_EVER));
        assertFalse(Thread.interrupted(), "the exception says it alone");
        assertNull(line.armed, "the handler is forgotten");
    }

    @Test
    void aWaitThatIsWokenForNothingGoesOn() throws InterruptedException {
        var line = new HandLine(false, () -> LockSupport.unpark(Thread.currentThread()));
        var raiser = new Thread(() -> {
            while (line.questions.get() < 2) {
                Thread.onSpinWait();
            }
            line.raise();
        });
        raiser.start();
        assertTrue(line.await(FOR_EVER));
        raiser.join();
    }
}
