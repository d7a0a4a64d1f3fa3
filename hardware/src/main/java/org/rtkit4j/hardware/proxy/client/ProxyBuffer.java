package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rtkit4j.wire.port.SharedBuffer;

/// A piece of a target's memory.
final class ProxyBuffer implements SharedBuffer {
    private static final System.Logger LOG = System.getLogger(ProxyBuffer.class.getName());

    private final ProxyClient client;
    private final long iova;
    private final long physAddr;
    private final long sizeBytes;
    private final Release release;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /// Gives the memory back to the target.
    interface Release {
        void run() throws IOException;
    }

    ProxyBuffer(ProxyClient client, long iova, long physAddr, long sizeBytes, Release release) {
        this.client = client;
        this.iova = iova;
        this.physAddr = physAddr;
        this.sizeBytes = sizeBytes;
        this.release = release;
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
    public void read(long offset, byte[] destination, int from, int length) {
        try {
            client.readMemory(address(offset, length), destination, from, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(long offset, byte[] source, int from, int length) {
        try {
            client.writeMemory(address(offset, length), source, from, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long address(long offset, int length) {
        if (isClosed.get()) {
            throw new IllegalStateException("buffer is closed: iova=0x" + Long.toHexString(iova));
        }
        Objects.checkFromIndexSize(offset, length, sizeBytes);
        return physAddr + offset;
    }

    @Override
    public void close() {
        if (isClosed.getAndSet(true)) {
            return;
        }
        try {
            release.run();
        } catch (IOException e) {
            // A wire that has come off is told by whatever goes over it next; a target that refuses by nothing else.
            LOG.log(
                    e instanceof ProxyException ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                    "memory stays allocated on the target: iova=0x%x, size=0x%x: %s"
                            .formatted(iova, sizeBytes, e.getMessage()));
        }
    }
}
