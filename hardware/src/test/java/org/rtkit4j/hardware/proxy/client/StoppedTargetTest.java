package org.rtkit4j.hardware.proxy.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rtkit4j.hardware.link.Link;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;
import org.rtkit4j.testkit.ManualClock;

/// A target that stops in an exception in the middle of a call, as m1n1's hypervisor does: it serves requests until
/// EXIT and answers the call afterwards.
class StoppedTargetTest {
    private static final long CHIP_ID = 0x13;
    private static final long EXIT = 1;

    private final ManualClock clock = new ManualClock();
    private final List<String> boots = new ArrayList<>();

    /// Answers every call with 7, but for the third question for the chip, whose answer comes after EXIT.
    private final class Target implements Link {
        private final Queue<byte[]> toHost = new ArrayDeque<>();
        private int questions;

        @Override
        public int write(byte[] bytes, int from, int length, long timeoutNanos) {
            for (int at = from; at <= from + length - 64; at += 64) {
                if (bytes[at] == (byte) 0xff) {
                    answer(ByteBuffer.wrap(bytes, at, 64).slice().order(ByteOrder.LITTLE_ENDIAN));
                }
            }
            return length;
        }

        private void answer(ByteBuffer request) {
            int type = request.getInt(0);
            long opcode = request.getLong(4);
            if (type == 0x00AA55FF) {
                toHost.add(frame(type, 0, 0, 0));
            } else if (opcode == CHIP_ID && ++questions == 3) {
                // BOOT: reason 1, code 3, information at 0x1234.
                toHost.add(frame(0x04AA55FF, 0x3_0000_0001L, 0x1234, 0));
            } else {
                toHost.add(frame(type, opcode, opcode >>> 32 == 0 ? 0 : -1, opcode == 8 ? 0 : 7));
            }
            if (opcode == EXIT) {
                toHost.add(frame(0x01AA55FF, CHIP_ID, 0, 99));
            }
        }

        private static byte[] frame(int type, long... words) {
            var frame = ByteBuffer.allocate(36)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(type)
                    .putInt(0);
            Arrays.stream(words).forEach(frame::putLong);
            int sum = 0xDEADBEEF;
            for (int i = 0; i < 32; i++) {
                sum = sum * 31337 + ((frame.get(i) & 0xff) ^ 0x5A);
            }
            return frame.putInt(32, sum ^ 0xADDEDBAD).array();
        }

        @Override
        public int read(byte[] into, int from, int length, long timeoutNanos) {
            byte[] next = toHost.poll();
            if (next == null) {
                clock.advance(timeoutNanos);
                return 0;
            }
            System.arraycopy(next, 0, into, from, next.length);
            return next.length;
        }

        @Override
        public void close() {}
    }

    @Test
    void itIsReportedAndServesRequestsUntilItGoesOn() throws IOException {
        var listener = new ProxyListener() {
            @Override
            public void onBoot(@Nullable BootReason reason, int code, long info) {
                boots.add("%s %d 0x%x".formatted(reason, code, info));
            }
        };
        var client = ProxyClient.connect(new Target(), ProxyOptions.DEFAULT, listener, clock);
        assertEquals(7, client.chipId());
        assertEquals(7, client.chipId());
        var stopped = assertThrows(ProxyException.class, client::chipId);
        assertEquals(Kind.STOPPED, stopped.kind());
        assertEquals("the target has stopped: reason=EXCEPTION, code=3, info=0x1234", stopped.getMessage());
        assertEquals(List.of("EXCEPTION 3 0x1234"), boots);
        assertEquals(7, client.load(0x1234, 4));
        client.exit(2);
        // The answer to the call that was interrupted, 99, is nobody's.
        assertEquals(7, client.chipId());
    }
}
