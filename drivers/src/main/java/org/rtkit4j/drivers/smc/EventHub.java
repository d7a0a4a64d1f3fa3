package org.rtkit4j.drivers.smc;

import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;

/// Hands events to subscribers without ever waiting for one: it is called under the co-processor's lock.
final class EventHub {
    private final SubmissionPublisher<SmcEvent> publisher = new SubmissionPublisher<>();
    private final AtomicLong lost = new AtomicLong();

    Flow.Publisher<SmcEvent> publisher() {
        return publisher;
    }

    void publish(long value) {
        if (!publisher.isClosed()) {
            publisher.offer(SmcEvent.of((int) value), (_, _) -> {
                lost.incrementAndGet();
                return false;
            });
        }
    }

    long lost() {
        return lost.get();
    }

    void close() {
        publisher.close();
    }
}
