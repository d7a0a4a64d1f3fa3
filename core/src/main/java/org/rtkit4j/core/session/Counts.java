package org.rtkit4j.core.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// How often each constant of an enumeration has been counted. One thread at a time counts, any thread may ask.
///
/// @param <E> the enumeration
final class Counts<E extends Enum<E>> {
    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] counts;

    Counts(Class<E> type) {
        counts = new long[type.getEnumConstants().length];
    }

    void increment(E constant) {
        int index = index(constant);
        COUNT.setRelease(counts, index, counts[index] + 1);
    }

    long of(E constant) {
        return (long) COUNT.getAcquire(counts, index(constant));
    }

    @SuppressWarnings("EnumOrdinal") // An index that lives no longer than this object.
    private static int index(Enum<?> constant) {
        return constant.ordinal();
    }
}
