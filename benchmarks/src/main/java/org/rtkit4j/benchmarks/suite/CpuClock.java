package org.rtkit4j.benchmarks.suite;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The CPU time of this process, all its threads: what the work costs, whatever else the machine does. The compiler and
/// the garbage collector count too.
///
/// The JVM's own bean counts in steps of ten milliseconds; the C library's clock in nanoseconds. One thread at a time.
final class CpuClock {
    // CLOCK_PROCESS_CPUTIME_ID. Sources: linux uapi/linux/time.h, Apple's time.h.
    private static final int PROCESS = System.getProperty("os.name").startsWith("Mac") ? 12 : 2;
    private static final int CHILDREN = -1;
    private static final long RUSAGE_BYTES = 144;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MICRO = 1000;

    private final MemorySegment answer = Arena.ofAuto().allocate(RUSAGE_BYTES, Long.BYTES);
    private final MethodHandle clockGetTime = function("clock_gettime");
    private final MethodHandle getResourceUsage = function("getrusage");

    /// Returns the CPU time of this process.
    long nanos() {
        ask(clockGetTime, PROCESS);
        return word(0) * NANOS_PER_SECOND + word(1);
    }

    /// Returns the CPU time of all processes that this one has started and seen the end of, in user and in kernel mode.
    long childrenNanos() {
        ask(getResourceUsage, CHILDREN);
        return (word(0) + word(2)) * NANOS_PER_SECOND + (word(1) + word(3)) * NANOS_PER_MICRO;
    }

    // A time is two words on Linux and, as far as the second is positive and little-endian, on a Mac.
    private long word(int index) {
        return answer.getAtIndex(ValueLayout.JAVA_LONG, index);
    }

    private void ask(MethodHandle function, int what) {
        int failed;
        try {
            failed = (int) function.invokeExact(what, answer);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (failed != 0) {
            throw new IllegalStateException("the system does not tell the CPU time");
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }
}
