package org.rtkit4j.core.session;

import java.util.concurrent.atomic.AtomicLongArray;

/// How often each constant of an enumeration has been counted. One thread at a time counts, any thread may ask.
///
/// @param <E> the enumeration
final class Counts<E extends Enum<E>> {
    private final AtomicLongArray counts;

    Counts(Class<E> type) {
        counts = new AtomicLongArray(type.getEnumConstants().length);
    }

    void increment(E constant) {
        int index = index(constant);
        counts.setRelease(index, counts.getPlain(index) + 1);
    }

    long of(E constant) {
        return counts.getAcquire(index(constant));
    }

    @SuppressWarnings("EnumOrdinal") // An index that lives no longer than this object.
    private static int index(Enum<?> constant) {
        return constant.ordinal();
    }
}
