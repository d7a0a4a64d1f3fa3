package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.BitSet;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.dockchannel.DockChannelWindows;
import org.rtkit4j.drivers.input.InputDriver;
import org.rtkit4j.drivers.input.InputListener;
import org.rtkit4j.drivers.input.InputOptions;
import org.rtkit4j.emulator.dockchannel.DockChannel;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;

/// A hostile firmware of keyboard and trackpad: any bytes out of the FIFO, and packets that are right but say anything.
/// The driver goes on, in bounded time, and when it is closed nothing is down any more.
class DockHostFuzzTest {
    @FuzzTest
    void survivesAnyFirmware(FuzzedDataProvider data) throws Exception {
        new Run().play(data);
    }

    private static final class Run {
        private final ManualClock clock = new ManualClock();
        private final Machine machine = new Machine(clock);
        private final DockChannel device = new DockChannel(1, machine.interrupts(), () -> {});
        private final EventLoop loop = new EventLoop(clock);
        private final Balance balance = new Balance();
        private final FakeMemory memory = new FakeMemory(0x1000_0000L, 0x10_0000);
        private final byte[] taken = new byte[2048];
        private final InputDriver driver;
        private final PolledIop iop;

        Run() throws Exception {
            var windows =
                    new DockChannelWindows(device.interrupts(), device.config(), device.data(), device.line(), 1, 2048);
            driver = new InputDriver(loop, windows, memory, InputOptions.DEFAULT.with(clock), balance);
            iop = new PolledIop(
                    IopProfile.named("mtp"),
                    new Platform(new FakeMailbox(15), null, memory),
                    SessionListener.NONE,
                    clock,
                    () -> clock.advance(1_000_000));
            iop.adopt(12, new BitSet());
            driver.onRunning(iop);
        }

        void play(FuzzedDataProvider data) {
            while (data.remainingBytes() > 0) {
                switch (data.consumeInt(0, 3)) {
                    case 0 -> say(data.consumeBytes(data.consumeInt(0, 64)));
                    case 1 -> clock.advance(data.consumeLong(0, 3_000_000_000L));
                    case 2 -> device.take(taken, 0, data.consumeInt(0, taken.length));
                    default -> packet(data);
                }
                turn();
            }
            driver.close();
            turn();
            assertEquals(0, balance.down);
            iop.reinit();
        }

        private void packet(FuzzedDataProvider data) {
            int kind = data.consumeBoolean() ? DockPacket.REPORT : DockPacket.COMMAND;
            int number = data.consumeInt(0, 17);
            int sequence = data.consumeInt(0, 3);
            int flags = new int[] {0x00, 0x40, 0x80, 0x81}[data.consumeInt(0, 3)];
            byte[] said = data.consumeBytes(data.consumeInt(0, 200));
            byte[] packet = new byte[16 + DockPacket.filledUp(said.length) + 4];
            put(packet, 0, DockPacket.header(kind, packet.length - 12, sequence, number), 8);
            put(packet, 8, DockPayload.head(flags, said.length, data.consumeInt(0, 1)), 8);
            System.arraycopy(said, 0, packet, 16, said.length);
            put(packet, packet.length - 4, -1 - DockPacket.sum(packet, 0, packet.length - 4), 4);
            say(packet);
        }

        private static void put(byte[] packet, int at, long word, int bytes) {
            for (int i = 0; i < bytes; i++) {
                packet[at + i] = (byte) (word >>> (8 * i));
            }
        }

        private void say(byte[] bytes) {
            device.offer(bytes, 0, bytes.length);
            device.raiseLines();
        }

        private void turn() {
            for (int turns = 0; loop.turn() > 0; turns++) {
                assertTrue(turns < 10_000, "no end");
            }
        }
    }

    /// How much is down that has not gone up.
    private static final class Balance implements InputListener {
        private int down;

        @Override
        public void onKey(int usage, boolean isDown) {
            assertTrue(usage >= 4 && usage <= 0xff);
            down += isDown ? 1 : -1;
        }

        @Override
        public void onButton(int button, boolean isDown) {
            down += isDown ? 1 : -1;
        }
    }
}
