package org.rtkit4j.hardware.proxy.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.hardware.link.Link;
import org.rtkit4j.hardware.proxy.client.ProxyClient;
import org.rtkit4j.hardware.proxy.client.ProxyException;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;
import org.rtkit4j.hardware.proxy.client.ProxyListener;
import org.rtkit4j.hardware.proxy.client.ProxyOptions;
import org.rtkit4j.testkit.ManualClock;

/// A target that answers nothing, or anything: each call ends in time, and with an [IOException] where it fails.
class HostileTargetTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final long MOST_NANOS = 40_000_000_000L;

    private final ManualClock clock = new ManualClock();

    /// Answers each read with bytes, or with none and the time is over.
    private abstract class Answers implements Link {
        abstract byte[] next();

        @Override
        public int read(byte[] into, int from, int length, long timeoutNanos) {
            byte[] bytes = next();
            int count = Math.min(length, bytes.length);
            System.arraycopy(bytes, 0, into, from, count);
            clock.advance(count == 0 ? timeoutNanos : 5_000_000);
            return count;
        }

        @Override
        public int write(byte[] bytes, int from, int length, long timeoutNanos) {
            clock.advance(1_000_000);
            return length;
        }

        @Override
        public void close() {}

        @Override
        public String toString() {
            return "test";
        }
    }

    private ProxyClient connect(Link link) throws IOException {
        return ProxyClient.connect(link, ProxyOptions.DEFAULT.withReplyTimeout(TIMEOUT), new ProxyListener() {}, clock);
    }

    @Test
    void silenceIsNoProxy() {
        var silence = new Answers() {
            @Override
            byte[] next() {
                return new byte[0];
            }
        };
        var failure = assertThrows(ProxyException.class, () -> connect(silence));
        assertEquals(Kind.NOT_A_PROXY, failure.kind());
        assertEquals("nobody answers in m1n1's proxy protocol: link=test", failure.getMessage());
        assertTrue(clock.getAsLong() < MOST_NANOS);
    }

    @Test
    void textWithoutEndIsNoProxy() {
        var text = new Answers() {
            @Override
            byte[] next() {
                return "login: ".repeat(50).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            }
        };
        assertEquals(
                Kind.NOT_A_PROXY,
                assertThrows(ProxyException.class, () -> connect(text)).kind());
        assertTrue(clock.getAsLong() < MOST_NANOS);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesAnyAnswers(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 60; i++) {
            var parrot = new Parrot(random);
            long start = clock.getAsLong();
            try (var client = connect(parrot)) {
                converse(client, random);
            } catch (IOException e) {
                assertTrue(String.valueOf(e.getMessage()).length() > 5, "a failure that says nothing");
            }
            assertTrue(clock.getAsLong() - start < 30 * MOST_NANOS, "took too long");
        }
    }

    private static void converse(ProxyClient client, SplittableRandom random) throws IOException {
        for (int i = 0; i < 5; i++) {
            switch (random.nextInt(7)) {
                case 0 -> client.load(0x1000, 4);
                case 1 -> client.store(0x1000, 8, 1);
                case 2 -> client.readMemory(0x1000, 1 + random.nextInt(5000));
                case 3 -> client.writeMemory(0x1000, new byte[random.nextInt(5000)], 0, 0);
                case 4 -> client.deviceTree(client.bootArgs());
                case 5 -> client.power().enable("/arm-io/smc");
                default -> client.heap().allocate(0x4000, 10);
            }
        }
    }

    /// Knows the protocol well enough to be believed, and then says anything.
    private final class Parrot extends Answers {
        private final SplittableRandom random;
        private byte[] request = new byte[64];

        Parrot(SplittableRandom random) {
            this.random = random;
        }

        @Override
        public int write(byte[] bytes, int from, int length, long timeoutNanos) {
            request = java.util.Arrays.copyOfRange(bytes, from + Math.max(0, length - 64), from + length);
            return super.write(bytes, from, length, timeoutNanos);
        }

        @Override
        byte[] next() {
            return switch (random.nextInt(12)) {
                case 0 -> new byte[0];
                case 1 -> noise(random.nextInt(300));
                case 2 -> event();
                case 3 -> reply(random.nextInt(6), random.nextInt(-5, 2), random.nextLong());
                default -> reply(request.length > 3 ? request[3] : 1, 0, random.nextInt(5));
            };
        }

        private byte[] noise(int length) {
            var noise = new byte[length];
            random.nextBytes(noise);
            return noise;
        }

        private byte[] event() {
            var event = ByteBuffer.allocate(8 + random.nextInt(40)).order(ByteOrder.LITTLE_ENDIAN);
            event.putInt(0x05AA55FF).putShort((short) random.nextInt(70_000));
            return event.array();
        }

        private byte[] reply(int type, int status, long result) {
            var frame = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
            frame.putInt((type << 24) | 0x00AA55FF).putInt(status);
            if (request.length >= 12) {
                frame.put(request, 4, 8);
            }
            frame.putLong(16, random.nextInt(8) == 0 ? -1 : 0).putLong(24, result);
            int sum = 0xDEADBEEF;
            for (int i = 0; i < 32; i++) {
                sum = sum * 31337 + ((frame.get(i) & 0xff) ^ 0x5A);
            }
            return frame.putInt(32, sum ^ 0xADDEDBAD).array();
        }
    }
}
