package org.rtkit4j.emulator.machine;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

/// A buffer that AP and co-processor share.
final class IoBuffer implements SharedBuffer {
    final Ram memory;
    final long offset;
    final long iova;
    final long sizeBytes;
    final boolean allocated;
    private final IoSpace space;
    private boolean closed;

    IoBuffer(IoSpace space, Ram memory, long offset, long iova, long sizeBytes, boolean allocated) {
        this.space = space;
        this.memory = memory;
        this.offset = offset;
        this.iova = iova;
        this.sizeBytes = sizeBytes;
        this.allocated = allocated;
    }

    boolean holds(long address, int length) {
        return Region.fits(address - iova, length, sizeBytes);
    }

    @Override
    public long iova() {
        return iova;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void read(long at, byte[] destination, int from, int length) {
        Objects.checkFromIndexSize(at, length, sizeBytes);
        synchronized (space) {
            requireOpen();
            memory.read(offset + at, destination, from, length);
        }
    }

    @Override
    public void write(long at, byte[] source, int from, int length) {
        Objects.checkFromIndexSize(at, length, sizeBytes);
        synchronized (space) {
            requireOpen();
            memory.write(offset + at, source, from, length);
        }
    }

    @Override
    public void read(long at, ByteBuffer destination, int from, int length) {
        Objects.checkFromIndexSize(at, length, sizeBytes);
        synchronized (space) {
            requireOpen();
            memory.read(offset + at, destination, from, length);
        }
    }

    @Override
    public void write(long at, ByteBuffer source, int from, int length) {
        Objects.checkFromIndexSize(at, length, sizeBytes);
        synchronized (space) {
            requireOpen();
            memory.write(offset + at, source, from, length);
        }
    }

    @Override
    public void close() {
        synchronized (space) {
            if (!closed) {
                closed = true;
                space.close(this);
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("buffer is closed: iova=0x%x, size=0x%x".formatted(iova, sizeBytes));
        }
    }
}
