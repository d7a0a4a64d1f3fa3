package org.rtkit4j.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Vocabulary;
import org.rtkit4j.wire.register.MailboxWord;

/// The last events of a run, with the time since the first. Kept as numbers, made into text when somebody asks.
final class Transcript {
    private static final int CAPACITY = 2048;
    private static final int INITIAL = 256;
    private static final long NANOS_PER_MICRO = 1000;

    private long[] nanos = new long[INITIAL];
    private long[] msg0 = new long[INITIAL];
    private long[] msg1 = new long[INITIAL];
    // A Direction for a message; anything else is an event that says itself what it is.
    private @Nullable Object[] what = new Object[INITIAL];
    private long count;
    private long originNanos;

    void message(long now, Direction direction, long word, long second) {
        int at = next(now, direction);
        msg0[at] = word;
        msg1[at] = second;
    }

    void event(long now, Object event) {
        next(now, event);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        long first = Math.max(0, count - CAPACITY);
        if (first > 0) {
            text.append("... ").append(first).append(" earlier events\n");
        }
        for (long i = first; i < count; i++) {
            append((int) (i % CAPACITY), text);
        }
        return text.toString();
    }

    private int next(long now, Object event) {
        if (count == nanos.length && count < CAPACITY) {
            grow(2 * nanos.length);
        }
        originNanos = count == 0 ? now : originNanos;
        int at = (int) (count++ % CAPACITY);
        nanos[at] = now;
        what[at] = event;
        return at;
    }

    private void grow(int capacity) {
        nanos = Arrays.copyOf(nanos, capacity);
        msg0 = Arrays.copyOf(msg0, capacity);
        msg1 = Arrays.copyOf(msg1, capacity);
        what = Arrays.copyOf(what, capacity);
    }

    private void append(int at, StringBuilder text) {
        text.append("%12d us  ".formatted((nanos[at] - originNanos) / NANOS_PER_MICRO));
        if (what[at] instanceof Direction direction) {
            int endpoint = (int) MailboxWord.ENDPOINT.get(msg1[at]);
            text.append("%s %02x:%016x  %s %s"
                    .formatted(
                            direction == Direction.AP_TO_IOP ? ">" : "<",
                            endpoint,
                            msg0[at],
                            Endpoints.name(endpoint),
                            Vocabulary.GENERIC.describe(direction, endpoint, msg0[at])));
        } else {
            text.append("        ").append(what[at]);
        }
        text.append('\n');
    }
}
