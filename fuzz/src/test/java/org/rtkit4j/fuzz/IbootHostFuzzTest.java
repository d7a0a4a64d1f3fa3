package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rtkit4j.drivers.display.DisplayException;
import org.rtkit4j.drivers.display.DisplayFault;
import org.rtkit4j.drivers.display.DisplayListener;
import org.rtkit4j.drivers.display.DisplayOptions;
import org.rtkit4j.drivers.display.Framebuffer;
import org.rtkit4j.drivers.display.IbootDisplay;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.wire.display.Iboot;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;

/// A firmware that opens its endpoint as it should, and answers a boot loader's questions with anything: other
/// operations, sizes, counts and modes than there are, late, twice, or never. The host ends each call with an answer
/// or a [DisplayException], in bounded time, takes no mode that does not exist, and gives its memory back.
class IbootHostFuzzTest {
    private static final long RINGS = 0x1000_4000L;
    private static final int RING = 0x800;
    private static final int STRIDE = 0x40;
    private static final int DATA = RING - 3 * STRIDE;
    private static final int CHANNEL = 1;
    private static final int ENTRY_HEAD = 16;
    private static final int HEADS = 40;
    private static final int COMMAND = ENTRY_HEAD + HEADS;

    // Answers come at once or never: nothing happens between two looks at a monitor.
    private static final long STEP_NANOS = 10_000_000;

    private static final int MOST_PIXELS = 0x1_0000;

    @FuzzTest
    void survivesAnyAnswer(FuzzedDataProvider data) throws Exception {
        new Run(data).play();
    }

    private static final class Run implements DisplayListener {
        private final AdoptedDcp dcp;
        private final FakeMailbox mailbox;
        private final FakeMemory memory;
        private final FuzzedDataProvider data;
        private final DisplayOptions options;
        private int position;

        Run(FuzzedDataProvider data) throws Exception {
            this.data = data;
            dcp = new AdoptedDcp(Iboot.ENDPOINT, data, STEP_NANOS, this::firmware);
            mailbox = dcp.mailbox;
            memory = dcp.memory;
            options = DisplayOptions.DEFAULT.with(dcp.clock).withLayerGap(data.consumeBoolean());
        }

        void play() throws Exception {
            try (IbootDisplay display = IbootDisplay.open(dcp.iop, memory, options)) {
                display.listen(this);
                while (data.remainingBytes() > 0) {
                    ask(display);
                }
            }
            dcp.requireNothingOpen();
        }

        private void ask(IbootDisplay display) throws InterruptedException {
            try {
                switch (data.consumeInt(0, 3)) {
                    case 0 -> display.power(data.consumeBoolean());
                    case 1 -> display.isConnected();
                    default -> picture(display);
                }
            } catch (DisplayException e) {
                assertEquals(1, e.getMessage().lines().count());
            }
        }

        private void picture(IbootDisplay display) throws DisplayException, InterruptedException {
            List<TimingMode> timings = display.timings();
            var colors = display.colors();
            if (timings.isEmpty() || colors.isEmpty()) {
                return;
            }
            display.set(timings.getLast(), colors.getLast());
            if (timings.getLast().pixels() > MOST_PIXELS) {
                return;
            }
            try (Framebuffer picture = display.framebuffer(PixelFormat.BGRA)) {
                display.awaitFlip(display.flip(picture));
            }
        }

        @Override
        public void onTrouble(DisplayFault fault) {
            assertEquals(1, fault.message().lines().count());
        }

        // ---- The firmware: what happens whenever the host waits ----

        private void firmware() {
            mailbox.hearNothing();
            if (memory.isOpenAt(RINGS)) {
                serve(ring());
            } else {
                mailbox.say(Iboot.ENDPOINT, 0x0089_0000_0040_0001L);
            }
        }

        private ByteBuffer ring() {
            return ByteBuffer.wrap(memory.bytesAt(RINGS)).order(ByteOrder.LITTLE_ENDIAN);
        }

        private void serve(ByteBuffer ring) {
            if (ring.getInt(0) == 0) {
                comeUp(ring);
            }
            while (ring.getInt(STRIDE) != ring.getInt(2 * STRIDE)) {
                int at = ring.getInt(STRIDE);
                at = at + ENTRY_HEAD + ring.getInt(3 * STRIDE + at + 4) > DATA ? 0 : at;
                int size = ring.getInt(3 * STRIDE + at + 4);
                ring.putInt(STRIDE, next(at, size));
                byte[] asked = new byte[ENTRY_HEAD + size];
                ring.get(3 * STRIDE + at, asked);
                onCommand(ring, ByteBuffer.wrap(asked).order(ByteOrder.LITTLE_ENDIAN));
            }
        }

        private void comeUp(ByteBuffer ring) {
            ring.putInt(0, DATA).putInt(RING, DATA);
            mailbox.say(Iboot.ENDPOINT, 0x008a_0000_0020_0001L);
            mailbox.say(Iboot.ENDPOINT, 0x008b_0020_0020_0001L);
            mailbox.say(Iboot.ENDPOINT, 0x0086_0000_0000_0000L);
            byte[] name = new byte[32];
            ByteBuffer.wrap(name).put(Iboot.SERVICE.getBytes(StandardCharsets.US_ASCII));
            write(ring, 0x00, 0x30, 0, name);
        }

        // Right in half of the cases, so that the next question is asked at all.
        private void onCommand(ByteBuffer ring, ByteBuffer asked) {
            int operation = (int) memory32(asked.getLong(COMMAND + 12));
            byte[] payload = payload(operation);
            byte[] answer = new byte[8 + payload.length];
            ByteBuffer fields = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
            fields.putInt(operation).putInt(answer.length).put(payload);
            int code = 0;
            int tag = asked.getShort(ENTRY_HEAD + 16 + 16);
            int length = answer.length;
            int copies = 1;
            switch (data.consumeInt(0, 15)) {
                case 0 -> fields.putInt(0, data.consumeInt());
                case 1 -> fields.putInt(4, data.consumeInt());
                case 2 -> fields.putInt(4, data.consumeInt(0, 2 * answer.length));
                case 3 -> length = data.consumeInt();
                case 4 -> length = data.consumeInt(0, answer.length);
                case 5 -> code = data.consumeInt();
                case 6 -> tag = data.consumeInt(0, 0xffff);
                case 7 -> copies = data.consumeInt(0, 2);
                default -> {}
            }
            put(asked.getLong(COMMAND + 4), answer);
            for (int i = 0; i < copies; i++) {
                byte[] command = new byte[30];
                asked.get(COMMAND, command);
                ByteBuffer body = ByteBuffer.wrap(command).order(ByteOrder.LITTLE_ENDIAN);
                body.putInt(0, code).putInt(20, length);
                write(ring, 0x20, asked.getShort(ENTRY_HEAD + 16 + 6) & 0xffff, tag, body.array());
            }
        }

        private byte[] payload(int operation) {
            return switch (operation) {
                case Iboot.Operation.GET_HOT_PLUG -> words(data.consumeInt(0, 1), 1, 1);
                case Iboot.Operation.TIMING_MODES ->
                    words(count(), 1, size(), size(), data.consumeInt(1, 240) << 16, 0, 0);
                case Iboot.Operation.COLOR_MODES -> words(count(), 1, 1, 1, 1, 24, 0);
                case Iboot.Operation.SWAP_BEGIN -> words(0, 0, 0, data.consumeInt(), 0);
                default -> data.consumeBytes(data.consumeInt(0, 8));
            };
        }

        private int count() {
            return data.consumeInt(0, 7) == 0 ? data.consumeInt() : data.consumeInt(0, 2);
        }

        private int size() {
            return data.consumeInt(0, 7) == 0 ? data.consumeInt() : data.consumeInt(0, 640);
        }

        private static byte[] words(int... words) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int word : words) {
                bytes.putInt(word);
            }
            return bytes.array();
        }

        private long memory32(long iova) {
            return memory.isOpenAt(iova)
                    ? ByteBuffer.wrap(memory.bytesAt(iova))
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getInt(0)
                    : 0;
        }

        private void put(long iova, byte[] bytes) {
            if (memory.isOpenAt(iova)) {
                System.arraycopy(bytes, 0, memory.bytesAt(iova), 0, bytes.length);
            }
        }

        private void write(ByteBuffer ring, int category, int type, int tag, byte[] payload) {
            int size = HEADS + payload.length;
            position = position + ENTRY_HEAD + size > DATA ? 0 : position;
            int at = RING + 3 * STRIDE + position;
            ring.putInt(at, 0x2050_4f49).putInt(at + 4, size).putInt(at + 8, CHANNEL);
            ring.putInt(at + 12, 4);
            ring.put(at + 16, (byte) 2).putInt(at + 32, payload.length);
            ring.put(at + 36, (byte) 4).put(at + 37, (byte) category);
            ring.putShort(at + 38, (short) type).putShort(at + 48, (short) tag);
            ring.put(at + COMMAND, payload);
            position = next(position, size);
            ring.putInt(RING + 2 * STRIDE, position);
            mailbox.say(Iboot.ENDPOINT, 0x0085_0000_0000_0000L);
        }

        private static int next(int position, int size) {
            int end = position + (ENTRY_HEAD + size + STRIDE - 1) / STRIDE * STRIDE;
            return end == DATA ? 0 : end;
        }
    }
}
