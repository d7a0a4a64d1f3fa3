package org.rtkit4j.emulator.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.wire.register.MailboxInterrupt;
import org.rtkit4j.wire.register.MailboxRegisters;

/// Offsets and bits are those of the reference, by hand.
class MailboxDeviceTest {
    private final AtomicInteger doorbells = new AtomicInteger();

    private MailboxDevice device(MailboxRegisters layout, int depth) {
        var device = new MailboxDevice(layout, depth, doorbells::incrementAndGet, new Machine(() -> 0).interrupts());
        if (layout == MailboxRegisters.T6030) {
            device.write32(0x114, 1);
        }
        return device;
    }

    // a2i control, i2a control, AP send, IOP receive, IOP send, AP receive
    private static int[] offsets(MailboxRegisters layout) {
        return switch (layout) {
            case ASC_V4, T6030 -> new int[] {0x110, 0x114, 0x800, 0x810, 0x820, 0x830};
            case T8015 -> new int[] {0x108, 0x10c, 0x800, 0x810, 0x820, 0x830};
            case M3_V2 -> new int[] {0x50, 0x80, 0x60, 0x70, 0x90, 0xa0};
        };
    }

    @ParameterizedTest
    @EnumSource(MailboxRegisters.class)
    void carriesMessagesBothWaysThroughItsRegisters(MailboxRegisters layout) {
        MailboxDevice device = device(layout, 15);
        int[] at = offsets(layout);
        assertEquals(0x2_0001, device.read32(at[0]));
        assertEquals(0x2_0001, device.read32(at[1]));
        device.write64(at[2], 0x1111_2222_3333_4444L);
        assertEquals(0x2_0001, device.read32(at[0]), "nothing is delivered before the second word");
        device.write64(at[2] + 8, 0x20);
        assertEquals(1, doorbells.get());
        assertEquals(0x10_0101, device.read32(at[0]));
        assertEquals(0x1111_2222_3333_4444L, device.read64(at[3]));
        assertEquals(0x20, device.read64(at[3] + 8) & 0xffff_ffffL);
        assertEquals(0x2_1101, device.read32(at[0]));

        device.write64(at[4], 0x5555);
        device.write64(at[4] + 8, 0x21);
        device.write64(at[4], 0x6666);
        device.write64(at[4] + 8, 0x22);
        assertEquals(0x20_0201, device.read32(at[1]));
        assertEquals(0x5555, device.read64(at[5]));
        // Two messages when it was read; the other FIFO has written one; nothing read yet.
        assertEquals(0x0020_0100_0000_0021L, device.read64(at[5] + 8));
        assertEquals(0x0020_0100_0000_0021L, device.read64(at[5] + 8), "latched");
        assertEquals(0x6666, device.read64(at[5]));
        assertEquals(0x0010_1100_0000_0022L, device.read64(at[5] + 8));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15})
    void isFullAtItsDepthAndQueuesBeyond(int depth) {
        MailboxDevice device = device(MailboxRegisters.ASC_V4, depth);
        for (int i = 0; i < depth; i++) {
            assertEquals(0, device.read32(0x110) & 1 << 16);
            device.write64(0x800, i);
            device.write64(0x808, i);
        }
        assertEquals(1 << 16 | depth << 20 | 1, device.read32(0x110) & ~0xff00);
        device.write64(0x800, depth);
        device.write64(0x808, depth);
        assertEquals(1 << 18, device.read32(0x110) & 1 << 18, "overflow");
        long[] words = new long[2];
        for (int i = 0; i <= depth; i++) {
            assertTrue(device.take(words));
            assertEquals(i, words[0]);
            assertEquals(i, words[1] & 0xff);
        }
        assertFalse(device.take(words));
        assertEquals(1 << 18 | 1 << 17 | 1, device.read32(0x110) & ~0xff00, "overflow is sticky");
        device.reset();
        assertEquals(0x2_0001, device.read32(0x110));
    }

    @Test
    void refusesTheIopWhereFullAndRingsOnceThereIsRoom() {
        MailboxDevice device = device(MailboxRegisters.ASC_V4, 1);
        assertTrue(device.offer(1, 0));
        assertFalse(device.offer(2, 0));
        assertEquals(0, doorbells.get());
        assertEquals(1, device.read64(0x830));
        assertEquals(1, doorbells.get());
        assertTrue(device.offer(2, 0));
        assertEquals(2, device.read64(0x830));
        assertEquals(1, doorbells.get(), "nobody waits any more");
    }

    @Test
    void boundsWhatACarelessHostWrites() {
        MailboxDevice device = device(MailboxRegisters.ASC_V4, 15);
        for (int i = 0; i < 5000; i++) {
            device.write64(0x800, i);
            device.write64(0x808, 0);
        }
        assertEquals(5000 - 1024, device.dropped());
        assertEquals(0xf, device.read32(0x110) >>> 20 & 0xf);
        long[] words = new long[2];
        for (int i = 0; i < 1024; i++) {
            assertTrue(device.take(words));
            assertEquals(i, words[0]);
        }
    }

    @Test
    void underflowSticksUntilReset() {
        MailboxDevice device = device(MailboxRegisters.ASC_V4, 15);
        assertEquals(0, device.read64(0x830));
        assertEquals(1 << 19 | 1, device.read32(0x114));
        assertTrue(device.line(MailboxInterrupt.RECEIVE_NOT_EMPTY).isAsserted());
        device.offer(0x1234, 5);
        assertEquals(0, device.read64(0x830));
        assertEquals(0, device.read64(0x838));
        assertEquals(1 << 19 | 1, device.read32(0x114));
        device.reset();
        assertEquals(0x2_0001, device.read32(0x114));
        device.offer(0x1234, 5);
        assertEquals(0x1234, device.read64(0x830));
    }

    @Test
    void showsTheLatchToWhoeverReadsTheSecondWordFirst() {
        MailboxDevice device = device(MailboxRegisters.ASC_V4, 15);
        device.offer(0xaaaa, 1);
        assertEquals(0, device.read64(0x838));
        assertEquals(1, device.read32(0x114) >>> 20, "nothing was taken");
        assertEquals(0xaaaa, device.read64(0x830));
    }

    @Test
    void takesAndGivesWordsOf32Bits() {
        MailboxDevice device = device(MailboxRegisters.ASC_V4, 15);
        device.write32(0x800, 0x4444_3333);
        device.write32(0x804, 0x2222_1111);
        device.write32(0x808, 0x20);
        assertEquals(0, doorbells.get());
        device.write32(0x80c, 0);
        assertEquals(1, doorbells.get());
        long[] words = new long[2];
        assertTrue(device.take(words));
        assertEquals(0x2222_1111_4444_3333L, words[0]);
        assertEquals(0x20, words[1] & 0xffff_ffffL);
        device.offer(0x2222_1111_4444_3333L, 0x37);
        assertEquals(0x4444_3333, device.read32(0x830));
        assertEquals(0x2222_1111, device.read32(0x834));
        assertEquals(0x37, device.read32(0x838));
        assertEquals(0x0010_0100, device.read32(0x83c), "counters: one in this FIFO, the other has written one");
        assertEquals(0x2_1101, device.read32(0x114));
    }

    @Test
    void dropsMessagesInADirectionThatIsOff() {
        var device = new MailboxDevice(
                MailboxRegisters.T6030, 15, doorbells::incrementAndGet, new Machine(() -> 0).interrupts());
        assertEquals(0x2_0000, device.read32(0x114), "I2A is off after reset");
        assertEquals(0x2_0001, device.read32(0x110));
        assertTrue(device.offer(1, 0));
        assertEquals(0x2_0000, device.read32(0x114));
        assertEquals(1, device.dropped());
        assertEquals(0, device.read64(0x830));
        assertEquals(0x2_0000, device.read32(0x114), "a read of what is off is no underflow");
        device.write32(0x114, device.read32(0x114) | 1);
        assertTrue(device.offer(2, 0));
        assertEquals(2, device.read64(0x830));
        device.write32(0x110, 0);
        device.write64(0x800, 3);
        device.write64(0x808, 3);
        assertFalse(device.take(new long[2]));
        device.write32(0x110, 1);
        assertFalse(device.take(new long[2]));
    }

    @Test
    void linesFollowTheFifosAndFireOncePerArming() {
        MailboxDevice device = device(MailboxRegisters.ASC_V4, 15);
        assertLines(device, true, false, true, false);
        List<String> fired = new ArrayList<>();
        device.line(MailboxInterrupt.SEND_EMPTY).arm(() -> fired.add("send-empty"));
        assertEquals(List.of("send-empty"), fired, "asserted already");
        device.line(MailboxInterrupt.RECEIVE_NOT_EMPTY).arm(() -> fired.add("receive"));
        device.offer(1, 0);
        assertEquals(1, fired.size(), "not before the device has let go of its lock");
        device.raiseLines();
        assertEquals(List.of("send-empty", "receive"), fired);
        device.offer(2, 0);
        device.raiseLines();
        assertEquals(2, fired.size(), "one shot");
        assertLines(device, true, false, false, true);
        device.write64(0x800, 1);
        device.write64(0x808, 1);
        assertLines(device, false, true, false, true);
        device.line(MailboxInterrupt.SEND_EMPTY).arm(() -> fired.add("drained"));
        assertEquals(2, fired.size());
        device.read64(0x810);
        assertEquals("drained", fired.getLast());
        device.line(MailboxInterrupt.RECEIVE_EMPTY).arm(() -> fired.add("never"));
        device.line(MailboxInterrupt.RECEIVE_EMPTY).disarm();
        device.read64(0x830);
        device.read64(0x830);
        assertEquals("drained", fired.getLast());
    }

    @Test
    void m3LatchesEventsUntilTheyAreAcknowledged() {
        MailboxDevice device = device(MailboxRegisters.M3_V2, 15);
        assertLines(device, false, false, false, false);
        assertEquals(0b0101, device.read32(0x4c), "both FIFOs are empty");
        device.write32(0x48, 0b1001);
        assertEquals(0b1001, device.read32(0x48));
        assertLines(device, true, false, false, false);

        device.write64(0x60, 1);
        device.write64(0x68, 1);
        assertLines(device, true, false, false, false);
        device.write32(0x4c, 0b0001);
        assertLines(device, false, false, false, false);
        assertTrue(device.take(new long[2]));
        assertLines(device, true, false, false, false);
        device.write32(0x4c, 0b0001);
        assertLines(device, true, false, false, false);

        device.offer(7, 0);
        assertLines(device, true, false, false, true);
        assertEquals(7, device.read64(0xa0));
        assertLines(device, true, false, false, true);
        device.write32(0x4c, 0b1000);
        assertLines(device, true, false, false, false);
        assertEquals(0b0111, device.read32(0x4c));
    }

    @Test
    void readsZeroWhereNoRegisterIsKnown() {
        MailboxDevice device = device(MailboxRegisters.ASC_V4, 15);
        for (long offset = 0; offset < 0x4000; offset += 8) {
            if (offset != 0x110 && (offset < 0x800 || offset >= 0x840)) {
                device.write64(offset, -1);
                assertEquals(0, device.read64(offset));
            }
        }
        assertEquals(0x2_0001, device.read32(0x110));
        assertEquals(0x0002_0001_0002_0001L, device.read64(0x110));
    }

    @Test
    void refusesADepthThatTheCountCannotTell() {
        assertThrows(IllegalArgumentException.class, () -> device(MailboxRegisters.ASC_V4, 0));
        assertThrows(IllegalArgumentException.class, () -> device(MailboxRegisters.ASC_V4, 16));
    }

    private static void assertLines(MailboxDevice device, boolean... expected) {
        boolean[] lines = new boolean[4];
        for (MailboxInterrupt which : MailboxInterrupt.values()) {
            lines[Integer.numberOfTrailingZeros(which.mask())] =
                    device.line(which).isAsserted();
        }
        assertArrayEquals(expected, lines);
    }
}
