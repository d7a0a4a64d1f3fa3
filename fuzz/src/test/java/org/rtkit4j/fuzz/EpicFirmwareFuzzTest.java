package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.emulator.afk.AfkSpec;
import org.rtkit4j.emulator.afk.EpicFirmware;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.emulator.machine.DmaFault;
import org.rtkit4j.emulator.machine.DmaFilter;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// A hostile host of an AFK endpoint: any words, any memory of the rings, entries that are right but say anything.
/// The firmware goes on, or has crashed; it touches no memory that it was not given.
class EpicFirmwareFuzzTest {
    private static final int ENDPOINT = 0x23;
    private static final int BYTES = 0x1000;
    private static final long[] WORDS = {
        0x0080_0000_0000_0000L,
        0x00a0_0000_0000_0000L,
        0x00a2_0000_0000_0000L,
        0x00a3_0000_0000_0000L,
        0x00a4_0000_0000_0000L,
        0x00c0_0000_0000_0000L,
        0x00c2_0000_0000_0000L
    };

    @FuzzTest
    void survivesAnyHost(FuzzedDataProvider data) throws Exception {
        new Run(data).play();
    }

    private static final class Run implements Kernel, EpicService {
        private final FuzzedDataProvider data;
        private final IoSpace memory = new Machine(() -> 0).ioSpace(0x1000_0000L, List.of(), DmaFilter.CLOSED);
        private final SharedBuffer buffer;
        private final FirmwareEndpoint endpoint;
        private final AfkSpec spec;
        private final List<Runnable> later = new ArrayList<>();
        private boolean hasCrashed;

        Run(FuzzedDataProvider data) throws MemoryRefusedException {
            this.data = data;
            AfkSpec.Form form = data.pickValue(AfkSpec.Form.values());
            int stride = data.consumeBoolean() ? 0x40 : 0x80;
            spec = new AfkSpec(form, stride, 8 * stride, 8 * stride);
            buffer = memory.allocate(BYTES);
            endpoint = data.consumeBoolean()
                    ? EpicFirmware.display(ENDPOINT, this, spec, List.of(this))
                    : EpicFirmware.sensor(ENDPOINT, this, spec, List.of(this));
        }

        void play() {
            endpoint.onStart();
            if (data.consumeBoolean()) {
                endpoint.onMessage(0x0080_0000_0000_0000L);
                endpoint.onMessage(0x00a1_0000_0000_0000L | buffer.iova());
                endpoint.onMessage(0x00a3_0000_0000_0000L);
            }
            while (data.remainingBytes() > 0 && !hasCrashed) {
                try {
                    act();
                } catch (DmaFault _) {
                    // As in the firmware itself: a data abort.
                    hasCrashed = true;
                }
            }
        }

        private void act() {
            switch (data.consumeInt(0, 6)) {
                case 0 -> endpoint.onMessage(data.pickValue(WORDS));
                case 1 -> endpoint.onMessage(data.consumeLong());
                case 2 -> endpoint.onMessage(0x00a1_0000_0000_0000L | buffer.iova() + 0x400L * data.consumeInt(0, 3));
                case 3 -> write(data.consumeInt(0, BYTES - 1), data.consumeBytes(data.consumeInt(0, 64)));
                case 4 -> pointer();
                case 5 -> runLater();
                default -> entry();
            }
        }

        private void write(int at, byte[] bytes) {
            int length = Math.min(bytes.length, BYTES - at);
            buffer.write(at, bytes, 0, length);
        }

        private void pointer() {
            int at = data.consumeInt(1, 2) * spec.stride() + (data.consumeBoolean() ? spec.fromApBytes() : 0);
            int value = data.consumeBoolean() ? data.consumeInt(0, 6) * spec.stride() : data.consumeInt();
            write(at, little(value));
        }

        private void runLater() {
            List<Runnable> now = List.copyOf(later);
            later.clear();
            now.forEach(Runnable::run);
            assertTrue(later.size() < 100, "no end");
        }

        // At the beginning of the ring, wherever the firmware is.
        private void entry() {
            byte[] payload = data.consumeBytes(data.consumeInt(0, 80));
            byte[] entry = new byte[16 + 40 + payload.length];
            put(entry, 0, little(0x2050_4f49));
            put(entry, 4, little(40 + payload.length));
            put(entry, 8, little(data.consumeInt(0, 2)));
            put(entry, 12, little(3));
            entry[16] = 2;
            put(entry, 32, little(data.consumeBoolean() ? payload.length : data.consumeInt()));
            entry[37] = (byte) data.pickValue(new int[] {0x00, 0x10, 0x20, 0x30});
            put(entry, 38, little(data.consumeInt(0, 0xff)));
            put(entry, 56, payload);
            int at = data.consumeInt(0, 4) * spec.stride();
            write(3 * spec.stride() + at, entry);
            write(2 * spec.stride(), little((at + 2 * spec.stride()) % (5 * spec.stride())));
            endpoint.onMessage(0x00a2_0000_0000_0000L);
        }

        private static byte[] little(int value) {
            return new byte[] {(byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)};
        }

        private static void put(byte[] entry, int at, byte[] bytes) {
            System.arraycopy(bytes, 0, entry, at, bytes.length);
        }

        // ---- The firmware's kernel ----

        @Override
        public void send(int to, long msg0) {
            assertTrue(to == ENDPOINT);
        }

        @Override
        public IoSpace memory() {
            return memory;
        }

        @Override
        public long nowNanos() {
            return 0;
        }

        @Override
        public void after(long delayNanos, Runnable action) {
            later.add(action);
        }

        @Override
        public void log(String context, String text) {
            assertTrue(context.length() <= 23);
        }

        @Override
        public void crash(CrashCause cause) {
            hasCrashed = true;
        }

        // ---- The service ----

        @Override
        public String name() {
            return "x";
        }

        @Override
        public void onCommand(EpicRequest request) {
            request.answer(request.type() & 1, request.bytes());
        }
    }
}
