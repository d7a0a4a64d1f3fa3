package org.rtkit4j.emulator.dockchannel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.wire.port.Registers;

/// Offsets and bits by hand, from m1n1 `hw/dockchannel.py`.
class DockChannelTest {
    private static final int MASK = 0x00;
    private static final int FLAG = 0x04;
    private static final int TX_THRESHOLD = 0x00;
    private static final int RX_THRESHOLD = 0x04;
    private static final int TX_8 = 0x04;
    private static final int TX_32 = 0x10;
    private static final int TX_FREE = 0x14;
    private static final int RX_8 = 0x1c;
    private static final int RX_16 = 0x20;
    private static final int RX_24 = 0x24;
    private static final int RX_32 = 0x28;
    private static final int RX_COUNT = 0x2c;
    private static final int ROOM = 0x4;
    private static final int BYTES = 0x8;

    private int attended;
    private final DockChannel channel = new DockChannel(1, new Machine(() -> 0).interrupts(), () -> attended++);
    private final Registers interrupts = channel.interrupts();
    private final Registers config = channel.config();
    private final Registers data = channel.data();

    // ---- To the AP ----

    @Test
    void bytesAreReadOneTwoThreeAndFourAtATime() {
        offer(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertEquals(10, data.read32(RX_COUNT));
        assertEquals(0x0000_0101, data.read32(RX_8));
        assertEquals(0x0003_0202, data.read32(RX_16));
        assertEquals(0x0605_0403, data.read32(RX_24));
        assertEquals(0x0a09_0807, data.read32(RX_32));
        assertEquals(0, data.read32(RX_COUNT));
        assertEquals(4, attended);
    }

    @Test
    void aReadOfMoreThanIsThereCountsWhatItGave() {
        offer(0x61, 0x62);
        assertEquals(0x0062_6102, data.read32(RX_24));
        assertEquals(0, data.read32(RX_24));
        assertEquals(0, data.read32(RX_8));
        assertEquals(0, data.read32(RX_32));
        assertEquals(1, attended);
    }

    @Test
    void aFullFifoTakesNoMoreOfTheFirmware() {
        byte[] bytes = new byte[3000];
        assertEquals(2048, channel.offer(bytes, 0, bytes.length));
        assertEquals(0, channel.offer(bytes, 0, 1));
        data.read32(RX_32);
        assertEquals(4, channel.offer(bytes, 0, 5));
    }

    // ---- To the firmware ----

    @Test
    void bytesAndWordsArriveInTheirOrder() {
        data.write32(TX_32, 0x0403_0201);
        data.write32(TX_8, 0xff05);
        data.write32(0x08, 0x0706);
        data.write32(0x0c, 0x0a_0908);
        assertEquals(2038, data.read32(TX_FREE));
        byte[] taken = new byte[16];
        assertEquals(10, channel.take(taken, 0, 16));
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, Arrays.copyOf(taken, 10));
        assertEquals(4, attended);
    }

    @Test
    void whatIsWrittenToAFullFifoIsLost() {
        for (int i = 0; i < 512; i++) {
            data.write32(TX_32, i);
        }
        assertEquals(0, data.read32(TX_FREE));
        data.write32(TX_32, -1);
        assertEquals(4, channel.lostBytes());
        byte[] taken = new byte[2049];
        assertEquals(2048, channel.take(taken, 0, taken.length));
        assertEquals(511 & 0xff, taken[2044] & 0xff);
    }

    // ---- Interrupts ----

    @Test
    void theApIsInterruptedAtItsThreshold() {
        config.write32(RX_THRESHOLD, 8);
        interrupts.write32(MASK, BYTES);
        interrupts.write32(FLAG, -1);
        offer(1, 2, 3, 4, 5, 6, 7);
        assertFalse(channel.line().isAsserted());
        offer(8);
        assertTrue(channel.line().isAsserted());
        assertEquals(BYTES, interrupts.read32(FLAG) & BYTES);
    }

    @Test
    void aConditionThatStillHoldsIsPendingAtOnceAgain() {
        interrupts.write32(MASK, BYTES);
        offer(1, 2);
        interrupts.write32(FLAG, BYTES);
        assertTrue(channel.line().isAsserted());
        data.read32(RX_16);
        assertTrue(channel.line().isAsserted(), "it stays pending until it is cleared");
        interrupts.write32(FLAG, BYTES);
        assertFalse(channel.line().isAsserted());
    }

    @Test
    void roomInterruptsWhereTheApHasAskedForSoMuch() {
        for (int i = 0; i < 512; i++) {
            data.write32(TX_32, 0);
        }
        config.write32(TX_THRESHOLD, 1024);
        interrupts.write32(MASK, ROOM);
        interrupts.write32(FLAG, ROOM);
        channel.take(new byte[1023], 0, 1023);
        assertFalse(channel.line().isAsserted());
        channel.take(new byte[1], 0, 1);
        assertTrue(channel.line().isAsserted());
    }

    @Test
    void aLineThatIsMaskedIsSilent() {
        var fired = new int[1];
        channel.line().arm(() -> fired[0]++);
        offer(1);
        assertEquals(0, fired[0]);
        assertEquals(BYTES, interrupts.read32(FLAG) & BYTES);
        interrupts.write32(MASK, BYTES);
        assertEquals(1, fired[0]);
    }

    @Test
    void anEmptyFifoInterruptsNobodyAtAThresholdOfZero() {
        interrupts.write32(MASK, BYTES);
        interrupts.write32(FLAG, BYTES);
        assertFalse(channel.line().isAsserted());
    }

    @Test
    void wordsOf64BitsAreTwo() {
        config.write64(0, 0x0000_0008_0000_0010L);
        assertEquals(0x0000_0008_0000_0010L, config.read64(0));
        assertEquals(8, config.read32(RX_THRESHOLD));
    }

    // ---- Any access ----

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void whatGoesInComesOutWhateverTheWidths(long seed) {
        var random = new SplittableRandom(seed);
        var sent = new ByteArrayOutputStream();
        var received = new ByteArrayOutputStream();
        for (int turn = 0; turn < 3000; turn++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            sent.write(bytes, 0, channel.offer(bytes, 0, bytes.length));
            for (int reads = random.nextInt(32); reads > 0; reads--) {
                read(random.nextInt(4), received);
            }
        }
        while (data.read32(RX_COUNT) > 0) {
            read(random.nextInt(3), received);
        }
        assertArrayEquals(sent.toByteArray(), received.toByteArray());
    }

    private void read(int width, ByteArrayOutputStream into) {
        int[] registers = {RX_8, RX_16, RX_24, RX_32};
        if (width == 3 && data.read32(RX_COUNT) < 4) {
            return;
        }
        int word = data.read32(registers[width]);
        int count = width == 3 ? 4 : word & 0xff;
        for (int i = 0; i < count; i++) {
            into.write(word >>> (8 * (width == 3 ? i : i + 1)));
        }
    }

    private void offer(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        assertEquals(bytes.length, channel.offer(bytes, 0, bytes.length));
        channel.raiseLines();
    }
}
