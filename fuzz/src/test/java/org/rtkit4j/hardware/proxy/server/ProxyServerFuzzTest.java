package org.rtkit4j.hardware.proxy.server;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.rtkit4j.hardware.proxy.wire.Frame;
import org.rtkit4j.hardware.proxy.wire.FrameType;

/// A host that says anything: the server lives on, asks its target for nothing impossible, and answers in the end.
///
/// In the server's package, for its engine: a socket would be slow.
class ProxyServerFuzzTest {
    private static final int RAM_BYTES = 4096;

    private long sent;

    @FuzzTest
    void livesOn(FuzzedDataProvider data) throws IOException {
        sent = 0;
        var console = new ConsoleQueue();
        var engine = new ProxyEngine(new Ram(), console, new ServerCounters(), (_, _, length) -> sent += length);
        long now = 0;
        while (data.remainingBytes() > 0) {
            byte[] bytes = data.consumeBoolean() ? request(data) : data.consumeBytes(data.consumeInt(1, 80));
            now += data.consumeBoolean() ? 2_000_000_000L : 1000;
            engine.feed(bytes, 0, bytes.length, now);
        }
        engine.onTime(now + 10_000_000_000L);
        long before = sent;
        byte[] nop = Frame.request().begin(FrameType.NOP.word()).seal().bytes();
        engine.feed(nop, 0, nop.length, now + 10_000_000_000L);
        if (sent < before + 36) {
            throw new AssertionError("no answer");
        }
    }

    private static byte[] request(FuzzedDataProvider data) {
        Frame frame = Frame.request().begin(FrameType.MARKER | (data.consumeInt(0, 5) << 24));
        byte[] payload = data.consumeBytes(56);
        System.arraycopy(payload, 0, frame.bytes(), 4, payload.length);
        return frame.seal().bytes();
    }

    /// A page of memory, at 0.
    private static final class Ram implements ProxyTarget {
        private final byte[] ram = new byte[RAM_BYTES];

        @Override
        public TargetFacts facts() {
            return TargetFacts.onUsb(0, 0, 0, 0x8103, 0);
        }

        @Override
        public long load(long physAddr, int width) throws TargetFaultException {
            return ram[at(physAddr, width)];
        }

        @Override
        public void store(long physAddr, int width, long value) throws TargetFaultException {
            ram[at(physAddr, width)] = (byte) value;
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

        @Override
        public void delay(long nanos) {
            if (nanos < 0 || nanos > 1_000_000_000) {
                throw new AssertionError("a delay of " + nanos);
            }
        }

        private static int at(long physAddr, int length) throws TargetFaultException {
            if (length <= 0) {
                throw new AssertionError("a length of " + length);
            }
            if (physAddr < 0 || physAddr > RAM_BYTES - length || length > RAM_BYTES) {
                throw new TargetFaultException(physAddr);
            }
            return (int) physAddr;
        }
    }
}
