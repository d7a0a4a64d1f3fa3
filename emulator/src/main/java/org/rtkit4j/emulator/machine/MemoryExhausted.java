package org.rtkit4j.emulator.machine;

/// A store to memory that the machine has and this process has no room for.
///
/// A machine has 16 GiB, of which costs what was written. Who writes to all of it, a host over a wire for example,
/// must not take the whole process down.
public final class MemoryExhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MemoryExhausted(long bytes) {
        super("no room in this process for more of the machine's memory: written=%d MiB".formatted(bytes >> 20));
    }
}
