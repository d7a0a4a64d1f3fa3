package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.display.DisplayConfig;
import org.rtkit4j.emulator.display.DisplayController;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.emulator.machine.DmaFault;
import org.rtkit4j.emulator.machine.DmaFilter;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.IomfbMethod;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// A hostile host of a display: any words on its endpoint, any memory, and calls that are right but say anything. The
/// firmware goes on, or has crashed; the screen can be looked at, whatever it shows.
class IomfbFirmwareFuzzTest {
    private static final List<DisplayConfig> CONFIGS = List.of(config("12.3"), config("13.5"));

    private static DisplayConfig config(String version) {
        Profile profile = Profile.named("dcp")
                .with("display.connector", "external")
                .with("display.monitor", "fail-safe")
                .with("display.dma", "closed")
                .with("display.iomfb", version);
        return Objects.requireNonNull(profile.display());
    }

    @FuzzTest
    void survivesAnyHost(FuzzedDataProvider data) throws MemoryRefusedException {
        new Run(data).play();
    }

    private static final class Run implements Kernel {
        private final FuzzedDataProvider data;
        private final ManualClock clock = new ManualClock();
        private final Machine machine = new Machine(clock);
        private final IoSpace memory = machine.ioSpace(0x1000_0000L, List.of(), DmaFilter.CLOSED);
        private final DisplayController display;
        private final FirmwareEndpoint endpoint;
        private final IomfbVersion version;
        private final SharedBuffer shared;
        private final List<Runnable> later = new ArrayList<>();
        private boolean hasCrashed;

        Run(FuzzedDataProvider data) throws MemoryRefusedException {
            this.data = data;
            DisplayConfig config = data.pickValue(CONFIGS);
            version = config.iomfb().version();
            shared = memory.allocate(CallContext.SHARED_BYTES);
            display = new DisplayController(config, machine, memory, Runnable::run);
            endpoint = Objects.requireNonNull(display.endpoints().get(Iomfb.ENDPOINT))
                    .create(Iomfb.ENDPOINT, this);
        }

        void play() {
            endpoint.onStart();
            if (data.consumeBoolean()) {
                endpoint.onMessage(Iomfb.SET_SHARED_MEMORY.word() | shared.iova() << 16);
            }
            while (data.remainingBytes() > 0 && !hasCrashed) {
                try {
                    act();
                } catch (DmaFault _) {
                    // As in the firmware itself: a data abort.
                    hasCrashed = true;
                }
            }
            display.screen().picture();
        }

        private void act() {
            switch (data.consumeInt(0, 7)) {
                case 0 -> endpoint.onMessage(data.consumeLong());
                case 1 -> endpoint.onMessage(word(data.consumeInt(0, 7), data.consumeInt(), data.consumeInt()));
                case 2 -> runLater();
                case 3 -> display.screen().plug(Monitor.FAIL_SAFE);
                case 4 -> display.screen().unplug();
                case 5 -> answer(data.pickValue(CallContext.values()));
                default -> call(data.pickValue(IomfbMethod.values()));
            }
        }

        private void runLater() {
            clock.advance(20_000_000);
            List<Runnable> now = List.copyOf(later);
            later.clear();
            now.forEach(Runnable::run);
        }

        private void answer(CallContext context) {
            if (context.iopArea() >= 0) {
                shared.write(context.iopArea() + 12, new byte[] {1, 1, 1, 1}, 0, 4);
            }
            endpoint.onMessage(Iomfb.CONTEXT.put(Iomfb.RETURN.word(), context.code()));
        }

        private static long word(int context, int offset, int length) {
            long word = Iomfb.OFFSET.put(Iomfb.CALL.word(), offset & 0xffff);
            return Iomfb.CONTEXT.put(Iomfb.LENGTH.put(word, Integer.toUnsignedLong(length)), context);
        }

        private void call(IomfbMethod method) {
            if (!method.isIn(version)) {
                return;
            }
            int input = method.signature(version).input().sizeBytes() + data.consumeInt(-4, 4);
            int output = method.signature(version).output().sizeBytes();
            write(0, method.tag(version));
            write(4, input);
            write(8, output);
            byte[] arguments = data.consumeBytes(Math.max(0, Math.min(input, 256)));
            shared.write(12, arguments, 0, arguments.length);
            endpoint.onMessage(word(CallContext.CMD.code(), 0, 12 + input + output));
        }

        private void write(int at, int value) {
            byte[] bytes = {(byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)};
            shared.write(at, bytes, 0, bytes.length);
        }

        // ---- What the firmware does ----

        @Override
        public void send(int number, long msg0) {
            assertTrue(Iomfb.LAYOUTS.stream().anyMatch(layout -> layout.matches(msg0)));
        }

        @Override
        public IoSpace memory() {
            return memory;
        }

        @Override
        public long nowNanos() {
            return clock.getAsLong();
        }

        @Override
        public void after(long delayNanos, Runnable action) {
            later.add(action);
        }

        @Override
        public void log(String context, String text) {
            assertTrue(text.chars().allMatch(each -> each >= 0x20 && each < 0x7f));
        }

        @Override
        public void crash(CrashCause cause) {
            hasCrashed = true;
        }
    }
}
