package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.memory.DirectGate;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.drivers.display.DisplayException;
import org.rtkit4j.drivers.display.DisplayFault;
import org.rtkit4j.drivers.display.DisplayListener;
import org.rtkit4j.drivers.display.Framebuffer;
import org.rtkit4j.drivers.display.IomfbDisplay;
import org.rtkit4j.drivers.display.IomfbOptions;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.port.Region;

/// A hostile firmware of a display: any words, any memory, and calls that are right but ask for anything. The host ends
/// each call with an answer or a [DisplayException], in bounded time, opens no register outside the tree's, and gives
/// everything back.
class IomfbHostFuzzTest {
    private static final long SHARED = 0x1000_4000L;
    private static final long STEP_NANOS = 100_000;
    private static final long START = 0x2_3000_0000L;
    private static final List<Region> REGISTERS =
            List.of(new Region("disp-0", START, 0x3e_8000), new Region("disp-1", 0x2_3132_0000L, 0x4000));

    @FuzzTest
    void survivesAnyFirmware(FuzzedDataProvider data) throws Exception {
        new Run(data).play();
    }

    private static final class Run implements DisplayListener {
        private final AdoptedDcp dcp;
        private final FakeMailbox mailbox;
        private final FakeMemory memory;
        private final DirectGate gate = new DirectGate();
        private final FuzzedDataProvider data;
        private final IomfbVersion version;
        private boolean answers;

        Run(FuzzedDataProvider data) throws Exception {
            this.data = data;
            version = data.pickValue(IomfbVersion.values());
            answers = data.consumeBoolean();
            dcp = new AdoptedDcp(Iomfb.ENDPOINT, data, STEP_NANOS, this::firmware);
            mailbox = dcp.mailbox;
            memory = dcp.memory;
        }

        void play() throws Exception {
            MemoryBroker broker = MemoryBroker.ofRegisters(memory, REGISTERS, gate);
            IomfbOptions options = IomfbOptions.of(version);
            try (IomfbDisplay display = IomfbDisplay.start(dcp.iop, broker, REGISTERS.size(), options)) {
                display.listen(this);
                while (data.remainingBytes() > 0) {
                    ask(display);
                }
            } catch (DisplayException _) {
                // It did not even come up.
            }
            dcp.requireNothingOpen();
            assertEquals(0, gate.openings());
        }

        private void ask(IomfbDisplay display) throws InterruptedException {
            try {
                switch (data.consumeInt(0, 4)) {
                    case 0 -> display.power(data.consumeBoolean());
                    case 1 -> dcp.iop.await(idled(data.consumeInt(1, 8)), 1_000_000_000L);
                    case 2 -> display.resume();
                    default -> picture(display);
                }
            } catch (DisplayException e) {
                assertEquals(1, e.getMessage().lines().count());
            } catch (RtkitException _) {
                // The session has ended.
            }
        }

        private BooleanSupplier idled(int times) {
            int until = dcp.idles() + times;
            return () -> dcp.idles() >= until;
        }

        private void picture(IomfbDisplay display) throws DisplayException, InterruptedException {
            if (display.timings().isEmpty() || display.colors().isEmpty()) {
                return;
            }
            display.set(display.timings().getLast(), display.colors().getLast());
            if (display.timings().getLast().pixels() > 0x1_0000) {
                return;
            }
            try (Framebuffer picture = display.framebuffer(PixelFormat.BGRA)) {
                display.awaitFlip(display.flip(picture));
            }
        }

        // ---- The firmware: what happens whenever the host waits ----

        private void firmware() {
            for (String heard = mailbox.heard(); !heard.isEmpty(); heard = mailbox.heard()) {
                onHeard(Long.parseUnsignedLong(heard.substring(3), 16));
            }
            if (data.remainingBytes() > 0) {
                act();
            }
        }

        private void onHeard(long word) {
            if (Iomfb.SET_SHARED_MEMORY.matches(word)) {
                mailbox.say(Iomfb.ENDPOINT, Iomfb.INIT_COMPLETE.word());
            } else if (Iomfb.CALL.matches(word) && answers) {
                long context = Iomfb.CONTEXT.get(word);
                mailbox.say(Iomfb.ENDPOINT, Iomfb.CONTEXT.put(Iomfb.RETURN.word(), context));
            }
        }

        private void act() {
            switch (data.consumeInt(0, 6)) {
                case 0 -> mailbox.say(Iomfb.ENDPOINT, data.consumeLong());
                case 1 ->
                    mailbox.say(Iomfb.ENDPOINT, word(data.consumeInt(0, 7), data.consumeInt(), data.consumeInt()));
                case 2 -> answers = data.consumeBoolean();
                case 3 -> scribble();
                case 4 -> dcp.clock.advance(data.consumeLong(0, 2_000_000_000L));
                default -> call(data.pickValue(IomfbCallback.values()));
            }
        }

        private static long word(int context, int offset, int length) {
            long word = Iomfb.OFFSET.put(Iomfb.CALL.word(), offset & 0xffff);
            return Iomfb.CONTEXT.put(Iomfb.LENGTH.put(word, Integer.toUnsignedLong(length)), context);
        }

        private void scribble() {
            if (memory.isOpenAt(SHARED)) {
                ByteBuffer shared = shared();
                byte[] bytes = data.consumeBytes(data.consumeInt(0, 64));
                int at = data.pickValue(CallContext.values()).iopArea();
                if (at >= 0 && shared.capacity() == CallContext.SHARED_BYTES) {
                    shared.put(at, bytes);
                }
            }
        }

        private ByteBuffer shared() {
            return ByteBuffer.wrap(memory.bytesAt(SHARED)).order(ByteOrder.LITTLE_ENDIAN);
        }

        // Sizes are right, mostly; the arguments are anything, or near a boundary.
        private void call(IomfbCallback callback) {
            CallContext context = data.pickValue(CallContext.values());
            if (!callback.isIn(version) || context.iopArea() < 0 || !memory.isOpenAt(SHARED)) {
                return;
            }
            ByteBuffer shared = shared();
            if (shared.capacity() != CallContext.SHARED_BYTES) {
                return;
            }
            int input = callback.signature(version).input().sizeBytes();
            int output = callback.signature(version).output().sizeBytes() + data.consumeInt(-1, 1);
            int at = context.iopArea();
            shared.putInt(at, callback.tag(version)).putInt(at + 4, input).putInt(at + 8, output);
            byte[] arguments = data.consumeBytes(Math.min(input, 128));
            shared.put(at + 12, arguments);
            if (data.consumeBoolean() && input >= 16) {
                shared.putLong(at + 12, START + data.consumeInt(-0x1000, 0x3e_9000));
                shared.putLong(at + 20, data.consumeInt(-1, 0x3e_9000));
            }
            mailbox.say(Iomfb.ENDPOINT, word(context.code(), 0, 12 + input + output));
        }

        @Override
        public void onTrouble(DisplayFault fault) {
            assertEquals(1, fault.message().lines().count());
        }
    }
}
