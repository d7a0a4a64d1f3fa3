package org.rtkit4j.hardware.mapped;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.rtkit4j.wire.port.SharedBuffer;

/// A shared buffer in mapped memory.
final class MappedBuffer implements SharedBuffer {
    private static final byte[] ZEROS = new byte[0x1000];

    private final MemorySegment memory;
    private final long physAddr;
    private final Runnable onClose;
    private boolean isClosed;

    MappedBuffer(MemorySegment memory, long physAddr, Runnable onClose) {
        this.memory = memory;
        this.physAddr = physAddr;
        this.onClose = onClose;
    }

    void clear() {
        for (long at = 0; at < sizeBytes(); at += ZEROS.length) {
            write(at, ZEROS, 0, (int) Math.min(ZEROS.length, sizeBytes() - at));
        }
    }

    @Override
    public long iova() {
        return physAddr;
    }

    @Override
    public long sizeBytes() {
        return memory.byteSize();
    }

    @Override
    public synchronized void read(long offset, byte[] destination, int from, int length) {
        Objects.checkFromIndexSize(offset, length, sizeBytes());
        Objects.checkFromIndexSize(from, length, destination.length);
        requireOpen();
        DeviceBytes.read(memory, offset, destination, from, length);
    }

    @Override
    public synchronized void write(long offset, byte[] source, int from, int length) {
        Objects.checkFromIndexSize(offset, length, sizeBytes());
        Objects.checkFromIndexSize(from, length, source.length);
        requireOpen();
        DeviceBytes.write(memory, offset, source, from, length);
    }

    @Override
    public synchronized void read(long offset, ByteBuffer destination, int from, int length) {
        Objects.checkFromIndexSize(offset, length, sizeBytes());
        Objects.checkFromIndexSize(from, length, destination.capacity());
        requireOpen();
        DeviceBytes.read(memory, offset, SharedBuffer.reaching(destination, from + length), from, length);
    }

    @Override
    public synchronized void write(long offset, ByteBuffer source, int from, int length) {
        Objects.checkFromIndexSize(offset, length, sizeBytes());
        Objects.checkFromIndexSize(from, length, source.capacity());
        requireOpen();
        DeviceBytes.write(memory, offset, SharedBuffer.reaching(source, from + length), from, length);
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            onClose.run();
        }
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("buffer is closed: iova=0x%x, size=0x%x".formatted(physAddr, sizeBytes()));
        }
    }
}
