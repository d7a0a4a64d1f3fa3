package org.rtkit4j.emulator.machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/// Memory that is somebody else's too: a segment, for example of a file that another process has mapped.
///
/// What the other changes meanwhile is seen, as on real hardware. A file that shrinks ends an access in an
/// [InternalError]; a segment that is closed, in an [IllegalStateException].
final class MappedRam extends Ram {
    private static final VarHandle U32 = ValueLayout.JAVA_INT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN)
            .varHandle()
            .withInvokeExactBehavior();
    private static final VarHandle U64 = ValueLayout.JAVA_LONG_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN)
            .varHandle()
            .withInvokeExactBehavior();

    private final MemorySegment memory;

    /// @param memory of a multiple of 16 KiB, which every thread may access
    MappedRam(MemorySegment memory) {
        super(memory.byteSize());
        this.memory = memory;
    }

    @Override
    public int read32(long offset) {
        return (int) U32.get(memory, offset);
    }

    @Override
    public long read64(long offset) {
        return (long) U64.get(memory, offset);
    }

    @Override
    public void write32(long offset, int value) {
        U32.set(memory, offset, value);
    }

    @Override
    public void write64(long offset, long value) {
        U64.set(memory, offset, value);
    }

    @Override
    public void read(long offset, byte[] destination, int from, int length) {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, destination, from, length);
    }

    @Override
    public void write(long offset, byte[] source, int from, int length) {
        MemorySegment.copy(source, from, memory, ValueLayout.JAVA_BYTE, offset, length);
    }

    @Override
    public void read(long offset, MemorySegment destination, long from, int length) {
        MemorySegment.copy(memory, offset, destination, from, length);
    }

    @Override
    public void write(long offset, MemorySegment source, long from, int length) {
        MemorySegment.copy(source, from, memory, offset, length);
    }

    @Override
    public void read(long offset, ByteBuffer destination, int from, int length) {
        Objects.checkFromIndexSize(from, length, destination.capacity());
        MemorySegment.copy(
                memory, offset, MemorySegment.ofBuffer(destination.duplicate().clear()), from, length);
    }

    @Override
    public void write(long offset, ByteBuffer source, int from, int length) {
        Objects.checkFromIndexSize(from, length, source.capacity());
        MemorySegment.copy(MemorySegment.ofBuffer(source.duplicate().clear()), from, memory, offset, length);
    }

    @Override
    public void zero(long offset, int length) {
        memory.asSlice(offset, length).fill((byte) 0);
    }

    @Override
    void forget(long offset, long length) {
        memory.asSlice(offset, length).fill((byte) 0);
    }
}
