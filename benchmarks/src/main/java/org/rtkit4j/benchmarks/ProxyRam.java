package org.rtkit4j.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.rtkit4j.hardware.proxy.server.ProxyTarget;
import org.rtkit4j.hardware.proxy.server.TargetFacts;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;
import org.rtkit4j.wire.port.Region;

/// A target that is nothing but memory, so that the protocol is what is measured.
final class ProxyRam implements ProxyTarget {
    static final long BASE = 0x8_0000_0000L;

    private static final int BYTES = 4 << 20;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] ram = new byte[BYTES];

    @Override
    public TargetFacts facts() {
        return TargetFacts.onUsb(BASE, BASE, BASE, 0x8103, 0);
    }

    @Override
    public long load(long physAddr, int width) throws TargetFaultException {
        int at = at(physAddr, width);
        return switch (width) {
            case Long.BYTES -> (long) LONG.get(ram, at);
            case Integer.BYTES -> Integer.toUnsignedLong((int) INT.get(ram, at));
            default -> ram[at];
        };
    }

    @Override
    public void store(long physAddr, int width, long value) throws TargetFaultException {
        int at = at(physAddr, width);
        switch (width) {
            case Long.BYTES -> LONG.set(ram, at, value);
            case Integer.BYTES -> INT.set(ram, at, (int) value);
            default -> ram[at] = (byte) value;
        }
    }

    @Override
    public void read(long physAddr, byte[] into, int from, int length) throws TargetFaultException {
        System.arraycopy(ram, at(physAddr, length), into, from, length);
    }

    @Override
    public void write(long physAddr, byte[] bytes, int from, int length) throws TargetFaultException {
        System.arraycopy(bytes, from, ram, at(physAddr, length), length);
    }

    @Override
    public void reboot() {}

    private static int at(long physAddr, int length) throws TargetFaultException {
        long offset = physAddr - BASE;
        if (!Region.fits(offset, length, BYTES)) {
            throw new TargetFaultException(physAddr);
        }
        return (int) offset;
    }
}
