package org.rtkit4j.hardware.bridge;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;
import org.rtkit4j.wire.port.InterruptLine;

/// A machine of one register at 0x1000, which raises its one line while it is not 0, beside memory at 0.
final class TestTarget implements BridgeTarget, InterruptLine {
    static final long REGISTER = 0x1_0000_0000L;

    final MemorySegment memory;
    final CountDownLatch off = new CountDownLatch(1);
    private long register;
    private @Nullable Runnable armed;

    TestTarget(MemorySegment memory) {
        this.memory = memory;
    }

    @Override
    public List<InterruptLine> lines() {
        return List.of(this);
    }

    @Override
    public long load(long physAddr, int widthBytes) throws TargetFaultException {
        return at(physAddr);
    }

    private synchronized long at(long physAddr) throws TargetFaultException {
        if (physAddr != REGISTER) {
            throw new TargetFaultException(physAddr);
        }
        return register;
    }

    @Override
    public void store(long physAddr, int widthBytes, long value) throws TargetFaultException {
        at(physAddr);
        raise(value);
    }

    void raise(long value) {
        Runnable handler = null;
        synchronized (this) {
            register = value;
            if (value != 0) {
                handler = armed;
                armed = null;
            }
        }
        if (handler != null) {
            handler.run();
        }
    }

    @Override
    public void read(long physAddr, byte[] into) throws TargetFaultException {
        try {
            MemorySegment.copy(memory, physAddr, MemorySegment.ofArray(into), 0, into.length);
        } catch (IndexOutOfBoundsException e) {
            throw new TargetFaultException(physAddr);
        }
    }

    @Override
    public void write(long physAddr, byte[] bytes) throws TargetFaultException {
        try {
            MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, physAddr, bytes.length);
        } catch (IndexOutOfBoundsException e) {
            throw new TargetFaultException(physAddr);
        }
    }

    @Override
    public String fault(String request) {
        if (request.isEmpty()) {
            throw new IllegalArgumentException("no fault");
        }
        return "struck: " + request;
    }

    @Override
    public String state() {
        return "well";
    }

    @Override
    public void close() {
        off.countDown();
    }

    @Override
    public synchronized boolean isAsserted() {
        return register != 0;
    }

    @Override
    public void arm(Runnable handler) {
        boolean fires;
        synchronized (this) {
            fires = register != 0;
            armed = fires ? null : handler;
        }
        if (fires) {
            handler.run();
        }
    }

    @Override
    public synchronized void disarm() {
        armed = null;
    }
}
