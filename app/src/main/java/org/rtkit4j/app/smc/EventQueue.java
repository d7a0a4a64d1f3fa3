package org.rtkit4j.app.smc;

import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.smc.SmcEvent;

/// Events that wait to be printed. A printer that stands still makes the publisher drop, not this grow.
final class EventQueue implements Flow.Subscriber<SmcEvent> {
    private static final int CAPACITY = 1024;

    private final LinkedBlockingQueue<SmcEvent> queue = new LinkedBlockingQueue<>(CAPACITY);
    private Flow.@Nullable Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(CAPACITY);
    }

    @Override
    public void onNext(SmcEvent event) {
        queue.add(event);
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onComplete() {}

    /// Returns the next event, or null where none comes in time.
    @Nullable
    SmcEvent next(long millis) throws InterruptedException {
        SmcEvent event = queue.poll(millis, TimeUnit.MILLISECONDS);
        if (event != null && subscription != null) {
            subscription.request(1);
        }
        return event;
    }
}
