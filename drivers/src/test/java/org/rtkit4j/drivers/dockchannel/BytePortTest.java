package org.rtkit4j.drivers.dockchannel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rtkit4j.wire.dockchannel.DockChannelRegisters.RX_32;
import static org.rtkit4j.wire.dockchannel.DockChannelRegisters.RX_COUNT;
import static org.rtkit4j.wire.dockchannel.DockChannelRegisters.TX_32;
import static org.rtkit4j.wire.dockchannel.DockChannelRegisters.TX_8;
import static org.rtkit4j.wire.dockchannel.DockChannelRegisters.TX_FREE;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.dockchannel.DockChannel;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.wire.port.Registers;

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

    // Else a FIFO whose half is less than somebody waits for would never wake him.
    @Test
    void theThresholdsAreHalfAFifoAtMost() {
        port.awaken(FIFO, FIFO);
        assertEquals(FIFO / 2, windows.config().read32(0));
        assertEquals(FIFO / 2, windows.config().read32(4));
        port.awaken(8, 100);
        assertEquals(100, windows.config().read32(0));
        assertEquals(8, windows.config().read32(4));
    }

    @Test
    void onlyWhatIsWaitedForInterrupts() {
        port.awaken(1, 0);
        assertEquals(0x8, windows.interrupts().read32(0));
        port.awaken(0, 1);
        assertEquals(0x4, windows.interrupts().read32(0));
    }

    @Test
    void silenceForgetsWhatIsPending() {
        byte[] some = new byte[8];
        port.awaken(8, 0);
        device.offer(some, 0, 8);
        port.read(some, 0, 8);
        assertEquals(0x8, windows.interrupts().read32(4) & 0x8);
        port.silence();
        assertEquals(0, windows.interrupts().read32(4) & 0x8);
    }

    // The other side may say a count that it does not have.
    @Test
    void readsNoMoreThanThereIsWhateverTheCountSays() {
        var liar = new Data(device.data(), 7);
        var other = new BytePort(
                new DockChannelWindows(device.interrupts(), device.config(), liar, device.line(), 1, FIFO));
        device.offer(new byte[] {1, 2, 3}, 0, 3);
        assertEquals(3, other.drain());
        assertEquals(0, other.drain());
    }

    // What comes meanwhile is the next firmware's.
    @Test
    void forgetsNoMoreThanWasThereWhenItWasAsked() {
        var early = new Data(device.data(), 2);
        var other = new BytePort(
                new DockChannelWindows(device.interrupts(), device.config(), early, device.line(), 1, FIFO));
        device.offer(new byte[] {1, 2, 3}, 0, 3);
        assertEquals(2, other.drain());
        byte[] left = new byte[4];
        assertEquals(1, port.read(left, 0, 4));
        assertEquals(3, left[0]);
    }

    /// The byte registers are for what is left of a word.
    @Test
    void movesWholeWordsAsWords() {
        var data = new Data(device.data(), -1);
        var other = new BytePort(
                new DockChannelWindows(device.interrupts(), device.config(), data, device.line(), 1, FIFO));
        byte[] bytes = new byte[9];
        other.write(bytes, 0, 8);
        other.write(bytes, 0, 9);
        assertEquals(List.of(TX_32, TX_32, TX_32, TX_32, TX_8), data.accesses);
        device.offer(bytes, 0, 8);
        data.accesses.clear();
        other.read(bytes, 0, 8);
        assertEquals(List.of(RX_32, RX_32), data.accesses);
    }

    /// The data registers, written down; with a count of its own where it is not negative.
    private static final class Data implements Registers {
        private final Registers real;
        private final int said;
        private final List<Integer> accesses = new ArrayList<>();

        Data(Registers real, int said) {
            this.real = real;
            this.said = said;
        }

        @Override
        public int read32(long offset) {
            if (offset == RX_COUNT) {
                return said < 0 ? real.read32(offset) : said;
            }
            if (offset != TX_FREE) {
                accesses.add((int) offset);
            }
            return real.read32(offset);
        }

        @Override
        public long read64(long offset) {
            return real.read64(offset);
        }

        @Override
        public void write32(long offset, int value) {
            accesses.add((int) offset);
            real.write32(offset, value);
        }

        @Override
        public void write64(long offset, long value) {
            real.write64(offset, value);
        }
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

    @Test
    void thereAreSixteenChannelsAndAFifoHoldsEightBytesAtLeast() {
        for (int channel : new int[] {0, 15}) {
            assertEquals(channel, windows(channel, 8).channel());
        }
        for (int channel : new int[] {-1, 16}) {
            assertThrows(IllegalArgumentException.class, () -> windows(channel, 8));
        }
        assertThrows(IllegalArgumentException.class, () -> windows(1, 7));
    }

    private DockChannelWindows windows(int channel, int fifoBytes) {
        return new DockChannelWindows(
                device.interrupts(), device.config(), device.data(), device.line(), channel, fifoBytes);
    }
}
