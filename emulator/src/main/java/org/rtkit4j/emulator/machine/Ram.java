package org.rtkit4j.emulator.machine;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.rtkit4j.wire.port.Registers;

/// A piece of a machine's memory; offsets count from its first byte. Every range must lie inside, or the access ends
/// in an [IndexOutOfBoundsException].
///
/// Safe for any thread in the sense of real memory: what one thread writes another sees once they have
/// synchronized, which every mailbox message does.
public abstract sealed class Ram implements Registers permits SparseRam, MappedRam {
    /// Size of a page of Apple silicon's IOMMUs, of which sizes and buffers are multiples.
    public static final int PAGE_BYTES = 0x4000;

    private final long sizeBytes;

    Ram(long sizeBytes) {
        if (sizeBytes <= 0 || sizeBytes % PAGE_BYTES != 0) {
            throw new IllegalArgumentException("not a multiple of 16 KiB: size=0x%x".formatted(sizeBytes));
        }
        this.sizeBytes = sizeBytes;
    }

    public final long sizeBytes() {
        return sizeBytes;
    }

    /// Copies bytes out.
    public abstract void read(long offset, byte[] destination, int from, int length);

    /// Copies bytes in.
    public abstract void write(long offset, byte[] source, int from, int length);

    /// Copies bytes out to a segment.
    public abstract void read(long offset, MemorySegment destination, long from, int length);

    /// Copies bytes of a segment in.
    public abstract void write(long offset, MemorySegment source, long from, int length);

    /// Copies bytes out, as the other forms; position and limit neither count nor change.
    public abstract void read(long offset, ByteBuffer destination, int from, int length);

    /// Copies bytes in, as the other forms; position and limit neither count nor change.
    public abstract void write(long offset, ByteBuffer source, int from, int length);

    /// Writes zeros.
    public abstract void zero(long offset, int length);

    /// Forgets what is in whole pages of 4 KiB; they read as zero afterwards.
    ///
    /// @param offset a multiple of 4 KiB, as `length` is
    abstract void forget(long offset, long length);

    /// Writes 64 bits behind everything that this thread wrote before: a thread that reads them reads that, too.
    ///
    /// @param offset a multiple of 8
    public final void publish64(long offset, long value) {
        VarHandle.releaseFence();
        write64(offset, value);
    }
}
