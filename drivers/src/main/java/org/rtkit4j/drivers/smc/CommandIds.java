package org.rtkit4j.drivers.smc;

import java.util.concurrent.atomic.AtomicLongArray;

/// The sixteen ids of commands. That of a command whose answer was not waited for rests for a while: its answer may
/// still come, and would be taken for the answer to whatever command has the id by then.
///
/// Ids follow one another from 1; 0 is the initialise message's. Any thread may call; nothing allocates.
final class CommandIds {
    static final int COUNT = 16;
    static final int NONE = -1;

    private static final long FREE = Long.MIN_VALUE;

    private final AtomicLongArray restsUntil = new AtomicLongArray(COUNT);
    private final long restNanos;
    private volatile int last;

    CommandIds(long restNanos) {
        this.restNanos = restNanos;
        for (int id = 0; id < COUNT; id++) {
            restsUntil.set(id, FREE);
        }
    }

    /// Returns the next id that may be used, or [#NONE]. One thread at a time.
    int next(long nowNanos) {
        for (int step = 1; step <= COUNT; step++) {
            int id = (last + step) % COUNT;
            long until = restsUntil.get(id);
            if (until == FREE || until - nowNanos <= 0) {
                restsUntil.set(id, FREE);
                last = id;
                return id;
            }
        }
        return NONE;
    }

    void rest(int id, long nowNanos) {
        restsUntil.set(id, nowNanos + restNanos);
    }
}
