package org.rtkit4j.benchmarks.suite;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// The memory that two threads share, outside the heap: whatever one of them writes has two cache lines of its own, and
/// no object of the heap that happens to lie beside it can be written on the same one. At a constant address, as
/// registers are: a thread that waits for a word looks at nothing else.
final class SharedLines {
    /// Two lines: processors fetch them in pairs.
    static final long LINE = 128;

    private static final int COUNT = 64;
    private static final MemorySegment MEMORY = Arena.global().allocate(COUNT * LINE, LINE);
    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    private SharedLines() {}

    /// Returns a word that this thread alone writes, or that an acquired word says is there.
    static long own(long at) {
        return (long) WORD.get(MEMORY, at);
    }

    static void own(long at, long value) {
        WORD.set(MEMORY, at, value);
    }

    static long acquire(long at) {
        return (long) WORD.getAcquire(MEMORY, at);
    }

    static void release(long at, long value) {
        WORD.setRelease(MEMORY, at, value);
    }
}
