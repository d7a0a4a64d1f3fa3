package org.rtkit4j.hardware.proxy.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.hardware.proxy.wire.Opcode;

/// A host that asks for anything, in good frames and bad ones: the server answers, and stays inside its target.
class HostileProxyHostTest {
    private static final int REQUESTS = Integer.getInteger("exchanges", 5_000);
    private static final Opcode[] OPCODES = Opcode.values();

    private static long requests;
    private static int begun;
    private static int ended;

    private SplittableRandom random;
    private byte[] last = new byte[0];

    /// A target that notices what a server must not ask of it.
    private static final class Watched implements ProxyTarget {
        private final FakeTarget inner = new FakeTarget();

        @Override
        public TargetFacts facts() {
            return inner.facts();
        }

        @Override
        public long load(long physAddr, int width) throws TargetFaultException {
            assertTrue(width == 1 || width == 2 || width == 4 || width == 8);
            return inner.load(physAddr, width);
        }

        @Override
        public void store(long physAddr, int width, long value) throws TargetFaultException {
            assertTrue(width == 1 || width == 2 || width == 4 || width == 8);
            assertTrue(width == 8 || value >>> (8 * width) == 0);
            inner.store(physAddr, width, value);
        }

        @Override
        public void read(long physAddr, byte[] into, int from, int length) throws TargetFaultException {
            assertTrue(length > 0 && length <= 64 << 20 && from + length <= into.length);
            inner.read(physAddr, into, from, length);
        }

        @Override
        public void write(long physAddr, byte[] bytes, int from, int length) throws TargetFaultException {
            assertTrue(length > 0 && from >= 0 && from + length <= bytes.length);
            inner.write(physAddr, bytes, from, length);
        }

        @Override
        public void reboot() {
            inner.reboot();
        }

        @Override
        public void delay(long nanos) {
            assertTrue(nanos >= 0 && nanos <= 1_000_000_000);
        }

        @Override
        public TargetPower power() {
            return inner.power();
        }

        @Override
        public TargetDarts darts() {
            return inner.darts();
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void getsAnAnswerToEachGoodRequestAndNoMoreThanThat(long seed) throws IOException {
        begun++;
        random = new SplittableRandom(seed);
        var target = new Watched();
        var counters = new ServerCounters();
        var engine = new ProxyEngine(target, new ConsoleQueue(), counters, this::keep);
        long now = 0;
        for (int i = 0; i < REQUESTS; i++) {
            byte[] bytes = bytes();
            now += random.nextInt(10) == 0 ? random.nextLong(2_000_000_000L) : 1000;
            engine.feed(bytes, 0, bytes.length, now);
            target.inner.calls.clear();
        }
        assertTrue(counters.requests() > REQUESTS / 4, "few requests were understood: " + counters.requests());
        assertEquals(8, lastAnswer(engine, now + 10_000_000_000L));
        requests += counters.requests();
        ended++;
    }

    @AfterAll
    static void say() {
        System.out.printf("hostile host: %,d requests served%n", requests);
        System.out.printf(
                "  %d of %d runs without an access outside of the target, or a server that stops%n", ended, begun);
    }

    private void keep(byte[] bytes, int from, int length) {
        last = java.util.Arrays.copyOfRange(bytes, from, from + length);
    }

    // After all that: a store and a load, and the value in the answer.
    private long lastAnswer(ProxyEngine engine, long now) throws IOException {
        engine.onTime(now);
        byte[] request = RawHost.request(1, Opcode.WRITEREAD64.code(), FakeTarget.RAM, 8);
        last = new byte[0];
        engine.feed(request, 0, request.length, now);
        // Text may come first: the answer is the end.
        return last[last.length - 36 + 24];
    }

    private byte[] bytes() {
        return switch (random.nextInt(10)) {
            case 0 -> noise(random.nextInt(200));
            case 1 -> damaged(request());
            case 2 -> RawHost.request(random.nextInt(256), random.nextLong(), random.nextLong());
            case 3 -> RawHost.request(2, address(), size());
            case 4 -> write();
            default -> request();
        };
    }

    private byte[] request() {
        long opcode = random.nextInt(8) == 0 ? random.nextLong() : OPCODES[random.nextInt(OPCODES.length)].code();
        return RawHost.request(1, opcode, argument(), argument(), argument(), argument(), argument(), argument());
    }

    private byte[] write() {
        var data = noise(random.nextInt(300));
        long announced = random.nextInt(4) == 0 ? size() : data.length;
        byte[] header = RawHost.request(3, address(), announced, RawHost.checksum(data) & 0xffff_ffffL);
        var all = java.util.Arrays.copyOf(header, header.length + data.length);
        System.arraycopy(data, 0, all, header.length, data.length);
        return all;
    }

    private byte[] noise(int length) {
        var noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] damaged(byte[] frame) {
        frame[4 + random.nextInt(60)] ^= (byte) (1 + random.nextInt(255));
        return frame;
    }

    private long argument() {
        return random.nextBoolean() ? address() : size();
    }

    private long address() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> FakeTarget.DEVICE + random.nextInt(-16, 80);
            case 2 -> FakeTarget.RAM + FakeTarget.RAM_BYTES + random.nextInt(-64, 16);
            case 3 -> -random.nextLong(64);
            default -> FakeTarget.RAM + random.nextInt(FakeTarget.RAM_BYTES);
        };
    }

    private long size() {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextLong();
            case 1 -> Long.MAX_VALUE - random.nextInt(4);
            case 2 -> 1L << random.nextInt(64);
            case 3 -> 0;
            default -> random.nextInt(5000);
        };
    }
}
