package org.rtkit4j.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.rtkit4j.hardware.link.Link;
import org.rtkit4j.hardware.proxy.client.ProxyClient;
import org.rtkit4j.hardware.proxy.client.ProxyListener;
import org.rtkit4j.hardware.proxy.client.ProxyOptions;
import org.rtkit4j.hardware.proxy.wire.Frame;
import org.rtkit4j.hardware.proxy.wire.FrameType;
import org.rtkit4j.hardware.proxy.wire.Replies;
import org.rtkit4j.testkit.ManualClock;

/// A target that says anything: the client ends each call in time, with a result or an [IOException].
class ProxyClientFuzzTest {
    private static final long MOST_NANOS = 600_000_000_000L;

    @FuzzTest
    void endsInTime(FuzzedDataProvider data) {
        var clock = new ManualClock();
        var options =
                ProxyOptions.DEFAULT.withReplyTimeout(Duration.ofSeconds(1)).withBlockBytes(512);
        try (var client = ProxyClient.connect(new Answers(data, clock), options, new Listener(), clock)) {
            for (int i = 0; i < 8 && data.remainingBytes() > 0; i++) {
                call(client, data.consumeInt(0, 7));
            }
        } catch (IOException e) {
            requireText(e);
        }
        if (clock.getAsLong() > MOST_NANOS) {
            throw new AssertionError("took " + clock.getAsLong());
        }
    }

    private static void call(ProxyClient client, int what) {
        try {
            switch (what) {
                case 0 -> client.load(0x1000, 4);
                case 1 -> client.store(0x1000, 8, 1);
                case 2 -> client.readMemory(0x1000, 700);
                case 3 -> client.writeMemory(0x1000, new byte[700], 0, 700);
                case 4 -> client.deviceTree(client.bootArgs());
                case 5 -> client.batch().load(0, 8).store(8, 4, 1).run();
                case 6 -> client.renew();
                default -> client.power().enable("/arm-io/smc");
            }
        } catch (IOException e) {
            requireText(e);
        }
    }

    private static void requireText(IOException e) {
        if (e.getMessage() == null) {
            throw new AssertionError("a failure that says nothing", e);
        }
    }

    private static final class Listener implements ProxyListener {
        @Override
        public void onConsole(String line) {
            if (!line.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f))) {
                throw new AssertionError("not printable");
            }
        }
    }

    /// Raw bytes, and replies to what was asked last, sealed as they must be to be looked at.
    private static final class Answers implements Link {
        private static final List<FrameType> TYPES = List.of(FrameType.values());

        private final FuzzedDataProvider data;
        private final ManualClock clock;
        private byte[] request = new byte[64];

        Answers(FuzzedDataProvider data, ManualClock clock) {
            this.data = data;
            this.clock = clock;
        }

        @Override
        public int read(byte[] into, int from, int length, long timeoutNanos) {
            byte[] bytes = next();
            int count = Math.min(length, bytes.length);
            System.arraycopy(bytes, 0, into, from, count);
            clock.advance(count == 0 ? timeoutNanos : 1_000_000);
            return count;
        }

        private byte[] next() {
            return switch (data.consumeInt(0, 5)) {
                case 0 -> new byte[0];
                case 1 -> data.consumeBytes(data.consumeInt(0, 100));
                case 2 -> reply(data.pickValue(TYPES), data.consumeInt(-5, 1), data.consumeBytes(24));
                default -> reply(asked(), 0, echo(data.consumeInt(0, 5)));
            };
        }

        private FrameType asked() {
            FrameType type = request.length < 4 ? null : FrameType.of((request[3] << 24) | FrameType.MARKER);
            return type == null ? FrameType.PROXY : type;
        }

        private byte[] echo(int result) {
            var echo = new byte[24];
            System.arraycopy(request, 4, echo, 0, Math.min(8, request.length - 4));
            echo[16] = (byte) result;
            return echo;
        }

        private static byte[] reply(FrameType type, int status, byte[] fields) {
            Frame frame = Frame.reply().begin(type.word()).put(Replies.STATUS, status);
            System.arraycopy(fields, 0, frame.bytes(), 8, fields.length);
            return frame.seal().bytes();
        }

        @Override
        public int write(byte[] bytes, int from, int length, long timeoutNanos) {
            request = java.util.Arrays.copyOfRange(bytes, from + Math.max(0, length - 64), from + length);
            return length;
        }

        @Override
        public void close() {}

        @Override
        public String toString() {
            return "fuzz";
        }
    }
}
