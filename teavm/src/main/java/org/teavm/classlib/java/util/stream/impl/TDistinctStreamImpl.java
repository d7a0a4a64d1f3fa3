package org.teavm.classlib.java.util.stream.impl;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// What `Stream.distinct` returns. TeaVM's own forgets what it has seen whenever a stream below gives way to the next,
/// as those of `flatMap` do.
public class TDistinctStreamImpl<T> extends TWrappingStreamImpl<T, T> {
    private final Set<T> seen = new HashSet<>();

    public TDistinctStreamImpl(TSimpleStreamImpl<T> source) {
        super(source);
    }

    @Override
    protected Predicate<T> wrap(Predicate<? super T> consumer) {
        return one -> !seen.add(one) || consumer.test(one);
    }
}
