package org.rtkit4j.wire.port;

/// A window of device registers: single loads and stores at byte offsets, little-endian.
///
/// Each call is exactly one access of exactly its width, in program order with the others of its thread. An
/// implementation behind a wire (a serial line, a socket) throws [java.io.UncheckedIOException] when that fails.
///
/// @apiNote offsets must be multiples of the access width and inside the window; anything else is the caller's bug
/// and ends in an [IllegalArgumentException] or [IndexOutOfBoundsException]
public interface Registers {
    int read32(long offset);

    long read64(long offset);

    void write32(long offset, int value);

    void write64(long offset, long value);
}
