package org.rtkit4j.app.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How often the controller is read for many that ask at once.
@Timeout(60)
class SharedReadingTest {
    private static final int CROWD = 60;

    private final AtomicInteger readings = new AtomicInteger();
    private final Semaphore answered = new Semaphore(0);
    private final SharedReading shared = new SharedReading(this::read);

    private MetricSnapshots read() {
        readings.incrementAndGet();
        answered.acquireUninterruptibly();
        return new MetricSnapshots();
    }

    @Test
    void whoeverAsksDuringAReadingSharesTheNextOne() throws Exception {
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            Thread asker = Thread.ofPlatform().daemon().start(shared::collect);
            askers.add(asker);
            awaitThatItWaits(asker);
        }
        answered.release(2);
        for (Thread asker : askers) {
            asker.join();
        }
        assertEquals(2, readings.get());
    }

    // The first for the controller, the others for their turn.
    private static void awaitThatItWaits(Thread asker) throws InterruptedException {
        while (asker.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
    }

    @Test
    void whoAsksAfterwardsGetsAReadingOfHisOwn() {
        answered.release(2);
        shared.collect();
        shared.collect();
        assertEquals(2, readings.get());
    }
}
