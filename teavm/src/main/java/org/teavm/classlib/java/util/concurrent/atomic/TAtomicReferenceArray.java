package org.teavm.classlib.java.util.concurrent.atomic;

/// `java.util.concurrent.atomic.AtomicReferenceArray` where there is one thread: what Jackson calls of it.
public class TAtomicReferenceArray<E> {
    private final Object[] array;

    public TAtomicReferenceArray(int length) {
        array = new Object[length];
    }

    public int length() {
        return array.length;
    }

    @SuppressWarnings("unchecked") // only `set` and `getAndSet` store
    public E get(int i) {
        return (E) array[i];
    }

    public void set(int i, E value) {
        array[i] = value;
    }

    public E getAndSet(int i, E value) {
        E old = get(i);
        array[i] = value;
        return old;
    }
}
