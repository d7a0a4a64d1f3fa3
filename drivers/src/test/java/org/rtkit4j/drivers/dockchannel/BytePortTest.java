package org.rtkit4j.drivers.dockchannel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.dockchannel.DockChannel;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.testkit.AllocationProbe;

class BytePortTest {
    private static final int FIFO = DockChannelWindows.FIFO_BYTES;

    private final DockChannel device = new DockChannel(1, new Machine(() -> 0).interrupts(), () -> {});
    private final DockChannelWindows windows =
            new DockChannelWindows(device.interrupts(), device.config(), device.data(), device.line(), 1, FIFO);
    private final BytePort port = new BytePort(windows);

    @Test
    void writesWhatHasRoomAndNoMore() {
        byte[] bytes = new byte[3000];
        new SplittableRandom(1).nextBytes(bytes);
        assertEquals(FIFO, port.write(bytes, 0, bytes.length));
        assertEquals(0, port.write(bytes, FIFO, 7));
        byte[] taken = new byte[FIFO];
        assertEquals(5, device.take(taken, 0, 5));
        assertEquals(5, port.write(bytes, FIFO, 7));
        assertEquals(FIFO, device.take(taken, 0, FIFO));
        assertArrayEquals(Arrays.copyOfRange(bytes, 5, FIFO + 5), taken);
        assertEquals(0, device.lostBytes());
    }

    @Test
    void readsWhatIsThereAndNoMore() {
        byte[] sent = {1, 2, 3, 4, 5, 6, 7};
        device.offer(sent, 0, 7);
        byte[] read = new byte[8];
        assertEquals(2, port.read(read, 1, 2));
        assertEquals(5, port.read(read, 3, 5));
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 7}, read);
        assertEquals(0, port.read(read, 0, 8));
    }

    @Test
    void forgetsWhatWasLeftBehind() {
        device.offer(new byte[100], 0, 100);
        assertEquals(100, port.drain());
        assertEquals(0, port.drain());
    }

    @Test
    void isWokenByBytesRoomOrNeither() {
        byte[] some = new byte[FIFO];
        port.awaken(8, 0);
        device.offer(some, 0, 7);
        assertFalse(device.line().isAsserted());
        device.offer(some, 0, 1);
        assertTrue(device.line().isAsserted());
        port.silence();
        assertFalse(device.line().isAsserted());
        port.drain();

        port.write(some, 0, FIFO);
        port.awaken(1, 4);
        assertFalse(device.line().isAsserted());
        device.take(some, 0, 4);
        assertTrue(device.line().isAsserted());
    }

    @Test
    void leavesTheInterruptsOfOtherChannelsAlone() {
        windows.interrupts().write32(0, 0x30);
        port.awaken(1, 1);
        assertEquals(0x3c, windows.interrupts().read32(0));
        port.silence();
        assertEquals(0x30, windows.interrupts().read32(0));
    }

    @Test
    void refusesChannelsThatThereCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> channel(16, FIFO));
        assertThrows(IllegalArgumentException.class, () -> channel(-1, FIFO));
        assertThrows(IllegalArgumentException.class, () -> channel(1, 4));
    }

    private DockChannelWindows channel(int number, int fifoBytes) {
        return new DockChannelWindows(
                device.interrupts(), device.config(), device.data(), device.line(), number, fifoBytes);
    }

    @Test
    void allocatesNothing() {
        byte[] bytes = new byte[100];
        assertEquals(0, AllocationProbe.leastBytes(() -> {
            for (int i = 0; i < 1000; i++) {
                device.offer(bytes, 0, 99);
                port.read(bytes, 0, 100);
                port.write(bytes, 0, 99);
                device.take(bytes, 0, 99);
                port.awaken(8, 0);
            }
        }));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void bytesArriveInTheirOrderInBothDirections(long seed) {
        var random = new SplittableRandom(seed);
        var sent = new ByteArrayOutputStream();
        var arrived = new ByteArrayOutputStream();
        byte[] buffer = new byte[FIFO + 100];
        for (int turn = 0; turn < 2000; turn++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            boolean toAp = random.nextBoolean();
            sent.write(bytes, 0, toAp ? device.offer(bytes, 0, bytes.length) : port.write(bytes, 0, bytes.length));
            int most = buffer.length;
            arrived.write(buffer, 0, toAp ? port.read(buffer, 0, most) : device.take(buffer, 0, most));
        }
        assertArrayEquals(sent.toByteArray(), arrived.toByteArray());
    }
}
