package org.rtkit4j.wire.port;

/// A buffer that passes everything on to another: for wrappers that change, count or check one of the verbs.
public abstract class ForwardingBuffer implements SharedBuffer {
    private final SharedBuffer buffer;

    /// Wraps a buffer; closing closes it.
    protected ForwardingBuffer(SharedBuffer buffer) {
        this.buffer = buffer;
    }

    /// Returns the other buffer, for a subclass that passes on copies to and from a [java.nio.ByteBuffer] too. By
    /// default those become copies to and from an array, and the subclass sees each.
    protected final SharedBuffer inner() {
        return buffer;
    }

    @Override
    public long iova() {
        return buffer.iova();
    }

    @Override
    public long sizeBytes() {
        return buffer.sizeBytes();
    }

    @Override
    public void read(long offset, byte[] destination, int from, int length) {
        buffer.read(offset, destination, from, length);
    }

    @Override
    public void write(long offset, byte[] source, int from, int length) {
        buffer.write(offset, source, from, length);
    }

    @Override
    public void close() {
        buffer.close();
    }
}
