package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.rtkit4j.drivers.epic.EpicChannel;
import org.rtkit4j.drivers.epic.EpicException;
import org.rtkit4j.drivers.epic.EpicListener;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.drivers.epic.EpicPort;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;

/// A hostile firmware behind an AFK endpoint: any words, any memory of the rings, and entries that are right but
/// say anything. The host ends each call with an answer or an [EpicException], in bounded time, and gives its
/// memory back.
class EpicHostFuzzTest {
    private static final int ENDPOINT = 0x23;
    private static final long FIRST_BUFFER = 0x1000_4000L;
    private static final int RING = 0x400;
    private static final long STEP_NANOS = 100_000;
    private static final long[] WORDS = {
        0x0080_0000_0000_0000L,
        0x0081_0000_0000_0400L,
        0x0082_0000_1000_4000L,
        0x0083_0000_1000_8000L,
        0x0085_0000_0000_0000L,
        0x0086_0000_0000_0000L,
        0x0089_0000_0020_0001L,
        0x008a_0000_0010_0001L,
        0x008b_0010_0010_0001L,
        0x008c_0000_0010_0001L,
        0x00a0_0000_0000_0000L,
        0x00c1_0000_0000_0000L
    };

    @FuzzTest
    void survivesAnyFirmware(FuzzedDataProvider data) throws Exception {
        new Run(data).play();
    }

    private static final class Run implements EpicListener {
        private final AdoptedDcp dcp;
        private final FakeMailbox mailbox;
        private final FakeMemory memory;
        private final FuzzedDataProvider data;
        private final boolean isSensor;
        private final int stride;
        private boolean isComingUp;
        private int position;

        Run(FuzzedDataProvider data) throws Exception {
            this.data = data;
            isSensor = data.consumeBoolean();
            stride = data.consumeBoolean() ? 0x40 : 0x80;
            dcp = new AdoptedDcp(ENDPOINT, data, STEP_NANOS, this::firmware);
            mailbox = dcp.mailbox;
            memory = dcp.memory;
        }

        void play() throws Exception {
            EpicOptions options = (isSensor ? EpicOptions.SENSOR : EpicOptions.DISPLAY).with(dcp.clock);
            isComingUp = data.consumeBoolean();
            try (var port = EpicPort.open(dcp.iop, ENDPOINT, memory, options, this)) {
                EpicChannel channel = port.service("x");
                byte[] answer = new byte[64];
                while (data.remainingBytes() > 0) {
                    ask(channel, answer);
                }
            } catch (EpicException _) {
                // It did not even come up.
            }
            dcp.requireNothingOpen();
        }

        private void ask(EpicChannel channel, byte[] answer) throws InterruptedException {
            try {
                byte[] request = data.consumeBytes(data.consumeInt(0, 40));
                int length = channel.ask("it", data.consumeInt(0, 0xffff), request, request.length, answer);
                assertTrue(length >= 0 && length <= answer.length);
            } catch (EpicException _) {
                // What it ends with.
            }
        }

        // Half of all runs begin with an endpoint that is up, and has a service.
        private void firmware() {
            mailbox.hearNothing();
            if (isComingUp) {
                comeUp();
            } else if (data.remainingBytes() > 0) {
                act();
            }
        }

        private void comeUp() {
            if (!memory.isOpenAt(FIRST_BUFFER)) {
                mailbox.say(ENDPOINT, 0x0089_0000_0020_0001L);
                return;
            }
            isComingUp = false;
            ByteBuffer region = region();
            region.putInt(0, RING - 3 * stride).putInt(RING, RING - 3 * stride);
            mailbox.say(ENDPOINT, 0x008a_0000_0010_0001L);
            mailbox.say(ENDPOINT, 0x008b_0010_0010_0001L);
            mailbox.say(ENDPOINT, 0x0086_0000_0000_0000L);
            byte[] name = isSensor ? new byte[44] : new byte[32];
            name[0] = 'x';
            entry(region, 1, 0, isSensor ? 0xc0 : 0x30, 0, name);
        }

        private ByteBuffer region() {
            return ByteBuffer.wrap(memory.bytesAt(FIRST_BUFFER)).order(ByteOrder.LITTLE_ENDIAN);
        }

        private void act() {
            switch (data.consumeInt(0, 4)) {
                case 0 -> mailbox.say(ENDPOINT, data.pickValue(WORDS));
                case 1 -> mailbox.say(ENDPOINT, data.consumeLong());
                case 2 -> dcp.clock.advance(data.consumeLong(0, 2_000_000_000L));
                case 3 -> scribble();
                default -> speak();
            }
        }

        // Headers of the rings, or anything.
        private void scribble() {
            if (memory.isOpenAt(FIRST_BUFFER)) {
                ByteBuffer region = region();
                int at = data.consumeBoolean()
                        ? data.consumeInt(0, 1) * RING + data.consumeInt(0, 2) * stride
                        : data.consumeInt(0, region.capacity() - 4);
                if (at <= region.capacity() - 4) {
                    region.putInt(at, data.consumeBoolean() ? data.consumeInt(0, RING) : data.consumeInt());
                }
            }
        }

        private void speak() {
            if (memory.isOpenAt(FIRST_BUFFER) && region().capacity() >= 2 * RING) {
                int category = data.pickValue(new int[] {0x00, 0x10, 0x20, 0x30});
                int type = data.pickValue(new int[] {0x30, 0x32, 0xc0, 0x84, 0xa0, 0x43});
                byte[] payload = data.consumeBytes(data.consumeInt(0, 120));
                entry(region(), data.consumeInt(0, 2), category, type, data.consumeInt(0, 0x403), payload);
            }
        }

        private void entry(ByteBuffer region, int channel, int category, int type, int tag, byte[] payload) {
            int blocks = (16 + 40 + payload.length + stride - 1) / stride * stride;
            int dataBytes = RING - 3 * stride;
            if (position + blocks > dataBytes) {
                position = 0;
            }
            if (position + blocks > dataBytes) {
                return;
            }
            int at = RING + 3 * stride + position;
            region.putInt(at, 0x2050_4f49).putInt(at + 4, 40 + payload.length);
            region.putInt(at + 8, channel).putInt(at + 12, 4);
            region.put(at + 16, (byte) 2).putInt(at + 32, payload.length);
            region.put(at + 36, (byte) (isSensor ? 2 : 4)).put(at + 37, (byte) category);
            region.putShort(at + 38, (short) type).putShort(at + (isSensor ? 40 : 48), (short) tag);
            region.put(at + 56, payload);
            position = (position + blocks) % dataBytes;
            region.putInt(RING + 2 * stride, position);
            mailbox.say(ENDPOINT, 0x0085_0000_0000_0000L);
        }

        @Override
        public int onCall(int channel, int number, byte[] bytes, int from, int length) {
            return number & 1;
        }
    }
}
