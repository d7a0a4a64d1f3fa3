package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.rtkit4j.wire.port.Registers;

/// A window of a target's registers.
final class ProxyRegisters implements Registers {
    private final ProxyClient client;
    private final long physAddr;
    private final long sizeBytes;

    ProxyRegisters(ProxyClient client, long physAddr, long sizeBytes) {
        this.client = client;
        this.physAddr = physAddr;
        this.sizeBytes = sizeBytes;
    }

    @Override
    public int read32(long offset) {
        return (int) load(offset, Integer.BYTES);
    }

    @Override
    public long read64(long offset) {
        return load(offset, Long.BYTES);
    }

    @Override
    public void write32(long offset, int value) {
        store(offset, Integer.BYTES, Integer.toUnsignedLong(value));
    }

    @Override
    public void write64(long offset, long value) {
        store(offset, Long.BYTES, value);
    }

    private long load(long offset, int width) {
        try {
            return client.load(address(offset, width), width);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void store(long offset, int width, long value) {
        try {
            client.store(address(offset, width), width, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long address(long offset, int width) {
        Objects.checkFromIndexSize(offset, width, sizeBytes);
        if (offset % width != 0) {
            throw new IllegalArgumentException("unaligned: offset=0x%x, width=%d".formatted(offset, width));
        }
        return physAddr + offset;
    }
}
