package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Set;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.DeviceFirmware;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.machine.DmaFilter;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.mtp.MtpConfig;
import org.rtkit4j.emulator.mtp.MtpController;
import org.rtkit4j.emulator.mtp.PinPulse;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;
import org.rtkit4j.wire.port.Registers;

/// A hostile host of keyboard and trackpad: any register access, any bytes, and commands that are right but say
/// anything. The firmware works as before, or has crashed.
class DockFirmwareFuzzTest {
    @FuzzTest
    void survivesAnyHost(FuzzedDataProvider data) {
        new Run(data.consumeBoolean()).play(data);
    }

    private static final class Run implements DeviceFirmware {
        private final Machine machine = new Machine(() -> 0);
        private final MtpController mtp;
        private final List<Registers> windows;
        private boolean isUp = true;

        Run(boolean isPulsed) {
            var config = new MtpConfig(
                    0x5_14b0_0000L, Set.of(), isPulsed ? PinPulse.LINUX : PinPulse.NONE, true, false, 1, "FUZZ");
            mtp = new MtpController(config, machine, machine.ioSpace(0, List.of(), DmaFilter.CLOSED), this);
            windows = List.of(
                    mtp.channel().interrupts(),
                    mtp.channel().config(),
                    mtp.channel().data());
            mtp.follow(FirmwareState.RUNNING);
        }

        void play(FuzzedDataProvider data) {
            while (data.remainingBytes() > 0 && isUp) {
                Registers window = windows.get(data.consumeInt(0, 2));
                switch (data.consumeInt(0, 3)) {
                    case 0 -> window.write32(4L * data.consumeInt(0, 15), data.consumeInt());
                    case 1 -> window.read32(4L * data.consumeInt(0, 15));
                    case 2 -> mtp.hands().key(data.consumeInt(4, 255), data.consumeBoolean());
                    default -> command(data);
                }
                machine.runUntilIdle();
            }
            assertTrue(mtp.hands().waiting() >= 0);
        }

        private void command(FuzzedDataProvider data) {
            byte[] said = data.consumeBytes(data.consumeInt(1, 40));
            if (said.length == 0) {
                return;
            }
            byte[] packet = new byte[16 + DockPacket.filledUp(said.length) + 4];
            int flags = new int[] {0x00, 0x40, 0x80, 0x81}[data.consumeInt(0, 3)];
            put(packet, 0, DockPacket.header(DockPacket.COMMAND, packet.length - 12, 0, data.consumeInt(0, 5)), 8);
            put(packet, 8, DockPayload.head(flags, said.length, 0), 8);
            System.arraycopy(said, 0, packet, 16, said.length);
            put(packet, packet.length - 4, -1 - DockPacket.sum(packet, 0, packet.length - 4), 4);
            for (byte each : packet) {
                windows.get(2).write32(4, each);
            }
        }

        private static void put(byte[] packet, int at, long word, int bytes) {
            for (int i = 0; i < bytes; i++) {
                packet[at + i] = (byte) (word >>> (8 * i));
            }
        }

        @Override
        public boolean isUp() {
            return isUp;
        }

        @Override
        public void log(String context, String text) {}

        @Override
        public void crash(CrashCause cause) {
            isUp = false;
            mtp.follow(FirmwareState.CRASHED);
        }
    }
}
