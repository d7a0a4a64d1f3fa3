package org.rtkit4j.drivers.afk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.testkit.AllocationProbe;

/// Words and bytes by hand, from m1n1's `fw/afk/rbep.py`, Linux's `afk.c` and QEMUAppleSilicon's `aop.c`.
class AfkLinkTest {
    private static final int TX = 0;
    private static final int RX = 0x200;
    /// The most of a ring of 0x200 bytes with a stride of 0x40: 0x140 bytes of data.
    private static final int DATA = 3 * 0x40;

    private final HandFirmware firmware = new HandFirmware();

    // ---- Opening ----

    @Test
    void asksGivesAndStartsInTheOrderOfDisplays() {
        firmware.link.open(firmware);
        assertEquals("23:0080000000000000", firmware.heard());
        firmware.says(0x00a0_0000_0000_0000L, 0x0089_0000_0010_0007L);
        assertEquals("23:00a1000010004000", firmware.heard());
        firmware.ring(0, 0x140);
        firmware.ring(0x200, 0x140);
        firmware.says(0x008a_0000_0008_0007L);
        assertEquals("", firmware.heard());
        firmware.says(0x008b_0008_0008_0007L);
        assertEquals("23:00a3000000000000", firmware.heard());
        assertFalse(firmware.link.isUp());
        firmware.says(0x0086_0000_0000_0000L);
        assertTrue(firmware.link.isUp());
        assertEquals(List.of("up"), firmware.entries);
        assertEquals(List.of(), firmware.faults);
    }

    @Test
    void asksGivesAndIsUpInTheOrderOfSensors() {
        firmware.says(0x0080_0000_0000_0008L);
        assertEquals("23:00a0000000000000", firmware.heard());
        firmware.says(0x0081_0000_0000_0280L);
        assertEquals("23:00a1000010004000", firmware.heard());
        firmware.ring(0, 0x100);
        firmware.says(0x0082_0000_1000_4000L, 0x0081_0000_0000_0280L);
        assertEquals("23:00a1000010008000", firmware.heard());
        firmware.memory.bytesAt(0x1000_8000L)[1] = 1;
        firmware.says(0x0083_0000_1000_8000L);
        assertEquals(List.of("up"), firmware.entries);
        assertTrue(firmware.link.write(0, 0, new byte[] {1}, 1, firmware));
        assertEquals("AOP ", new String(firmware.memory.bytesAt(0x1000_4000L), 0x180, 4, StandardCharsets.US_ASCII));
    }

    @Test
    void answersAFirmwareThatOpensTheEndpointToo() {
        firmware.link.open(firmware);
        firmware.says(0x0080_0000_0000_0000L);
        assertEquals("23:0080000000000000 23:00a0000000000000", firmware.heard());
    }

    @Test
    void aSecondRegionAndASecondRingAreRefused() {
        firmware.up(0x40);
        firmware.says(0x0089_0000_0010_0007L, 0x008a_0000_0008_0007L, 0x0081_0000_0000_0200L);
        assertEquals("", firmware.heard());
        assertEquals(3, firmware.faults.size(), firmware.faults::toString);
        assertEquals(
                "a message makes no sense: message=AFK_GETBUF(SIZE=0x10, TAG=0x7), state=up",
                firmware.faults.getFirst());
        assertEquals(1, firmware.memory.openBuffers());
    }

    @Test
    void aRingOfAnotherTagOutsideOfTheRegionOrWithoutSizesIsNone() {
        firmware.link.open(firmware);
        firmware.says(0x0089_0000_0010_0007L);
        firmware.ring(0, 0x140);
        firmware.says(0x008a_0000_0008_0006L);
        assertEquals(1, firmware.faults.size());
        firmware.says(0x008a_0009_0008_0007L);
        assertEquals("no ring: offset=0x240, size=0x200, data=0x0", firmware.faults.get(1));
        assertTrue(firmware.link.isBroken());
    }

    @Test
    void sizesOfARingThatMakeNoSenseAreRefused() {
        for (int data : new int[] {0, 0x80, 0x200, 0x1ff, 0x141, 0x150, -1, 0x201, 1 << 30}) {
            var each = new HandFirmware();
            each.link.open(each);
            each.says(0x0089_0000_0010_0007L);
            each.ring(0, data);
            each.says(0x008a_0000_0008_0007L);
            assertEquals(1, each.faults.size(), () -> "data=0x%x".formatted(data));
            assertTrue(each.link.isBroken(), () -> "data=0x%x".formatted(data));
        }
    }

    @Test
    void aRefusalOfMemoryEndsIt() {
        firmware.link.open(firmware);
        firmware.memory.refuse();
        firmware.says(0x0089_0000_0010_0007L);
        assertTrue(firmware.link.isBroken());
        assertTrue(firmware.faults.getFirst().startsWith("memory for rings refused: size=0x400"));
    }

    @Test
    void memoryForARingHasABound() {
        firmware.says(0x0081_0000_0100_0001L);
        assertTrue(firmware.link.isBroken(), "more than 16 MiB");
        var other = new HandFirmware();
        other.says(0x0081_0000_0100_0000L);
        assertFalse(other.link.isBroken());
        assertEquals(1, other.memory.openBuffers());
    }

    /// An acknowledgement of the opening, and the places of a third ring.
    @Test
    void wordsThatMeanNothingToAHostArePassedOver() {
        firmware.up(0x40);
        firmware.says(0x00a0_0000_0000_0000L, 0x008c_0000_0008_0007L, 0x0084_0000_1000_4000L);
        assertEquals(List.of(), firmware.faults);
        firmware.says(0x00ff_0000_0000_0000L);
        assertEquals(1, firmware.faults.size(), "and no other");
    }

    @Test
    void agreementsToWhatWasNotAskedAreTold() {
        firmware.says(0x0086_0000_0000_0000L);
        assertEquals(1, firmware.faults.size());
        assertFalse(firmware.link.isUp());
        firmware.up(0x40);
        firmware.faults.clear();
        firmware.says(0x00c1_0000_0000_0000L);
        assertEquals(List.of("a message makes no sense: message=AFK_SHUTDOWN_ACK, state=up"), firmware.faults);
        assertTrue(firmware.link.isUp());
        assertFalse(firmware.link.isClosed());
        assertFalse(firmware.link.isBroken());
    }

    @Test
    void aWordThatTheMailboxDidNotTakeIsNotSaid() {
        firmware.isFull = true;
        assertFalse(firmware.link.open(firmware));
        assertFalse(firmware.link.close(firmware));
        firmware.isFull = false;
        assertTrue(firmware.link.open(firmware));
        assertTrue(firmware.link.close(firmware));
    }

    /// In the order of sensors: the address of each ring lies in memory that was given for one.
    @Test
    void theAddressOfARingIsOneThatWasGiven() {
        firmware.says(0x0080_0000_0000_0008L, 0x0081_0000_0000_0280L);
        firmware.says(0x0082_0000_2000_0000L);
        assertEquals(1, firmware.faults.size());
        firmware.ring(0, 0x100);
        firmware.says(0x0082_0000_1000_4000L, 0x0082_0000_1000_4000L);
        assertEquals(2, firmware.faults.size(), "one ring of a kind");
        assertFalse(firmware.link.isUp());
        assertFalse(firmware.link.isBroken());
    }

    @Test
    void aRingEndsWithTheMemoryThatItLiesIn() {
        firmware.says(0x0080_0000_0000_0008L, 0x0081_0000_0000_0400L);
        firmware.ring(0x200, 0x540);
        firmware.says(0x0082_0000_1000_4200L);
        assertTrue(firmware.link.isBroken(), firmware.faults::toString);
    }

    /// Nobody rings a bell for them.
    @Test
    void entriesOfASensorThatStandThereAlreadyAreReadAtOnce() {
        firmware.says(0x0080_0000_0000_0008L, 0x0081_0000_0000_0200L, 0x0081_0000_0000_0200L);
        firmware.ring(0, 0x140);
        var second = ByteBuffer.wrap(firmware.memory.bytesAt(0x1000_8000L)).order(ByteOrder.LITTLE_ENDIAN);
        second.putInt(0, 0x140).putInt(4, 0x0007_0006).putInt(0x80, 0x40);
        second.put(DATA, "AOP ".getBytes(StandardCharsets.US_ASCII)).putInt(DATA + 8, 1);
        firmware.says(0x0082_0000_1000_4000L, 0x0083_0000_1000_8000L);
        assertEquals(List.of("up", "1/0 "), firmware.entries);
    }

    /// Three blocks, and two of data.
    @Test
    void theSmallestRingHasRoomForOneEntry() {
        firmware.link.open(firmware);
        firmware.says(0x0089_0000_000a_0007L);
        firmware.ring(0, 0x80);
        firmware.ring(0x140, 0x80);
        firmware.says(0x008a_0000_0005_0007L, 0x008b_0005_0005_0007L, 0x0086_0000_0000_0000L);
        assertEquals(List.of(), firmware.faults);
        assertTrue(firmware.link.write(1, 3, new byte[1], 1, firmware));
        assertFalse(firmware.link.write(1, 3, new byte[1], 1, firmware));
    }

    /// Where its firmware leaves no head before the end, that of the round before must not be taken for one.
    @Test
    void aSensorsHeadIsReadOnce() {
        firmware.says(0x0080_0000_0000_0008L, 0x0081_0000_0000_0200L, 0x0081_0000_0000_0200L);
        firmware.ring(0, 0x140);
        var ring = ByteBuffer.wrap(firmware.memory.bytesAt(0x1000_8000L)).order(ByteOrder.LITTLE_ENDIAN);
        ring.putInt(0, 0x140).putInt(4, 0x0007_0006);
        firmware.says(0x0082_0000_1000_4000L, 0x0083_0000_1000_8000L);
        for (int at = 0; at < 0x140; at += 0x40) {
            sensorEntry(ring, at, 0, at / 0x40 + 1);
        }
        for (int writer : new int[] {0x100, 0, 0x100}) {
            ring.putInt(0x80, writer);
            firmware.ringsBell();
            for (int at = 0; at < 0x100; at += 0x40) {
                sensorEntry(ring, at, 0, at / 0x40 + 1);
            }
        }
        firmware.entries.clear();
        sensorEntry(ring, 0, 0x31, 9);
        ring.putInt(0x80, 0x80);
        firmware.ringsBell();
        assertEquals(1, firmware.entries.size(), firmware.entries::toString);
        assertTrue(firmware.entries.getFirst().startsWith("9/0 "), firmware.entries::toString);
        assertEquals(List.of(), firmware.faults);
    }

    private static void sensorEntry(ByteBuffer ring, int at, int size, int channel) {
        ring.putInt(DATA + at, 0x2050_4f41).putInt(DATA + at + 4, size).putInt(DATA + at + 8, channel);
    }

    @Test
    void aReleaseGivesTheMemoryBackOnce() {
        firmware.up(0x40);
        firmware.link.release();
        firmware.link.release();
        assertEquals(0, firmware.memory.openBuffers());
        assertTrue(firmware.link.isClosed());
    }

    // ---- What the firmware writes ----

    @Test
    void readsEntriesOfEitherMagicAndGivesTheirPlaceBack() {
        firmware.up(0x40);
        firmware.head(RX + DATA, "IOP ", 5);
        firmware.bytes(RX + DATA + 16, "0102030405");
        firmware.head(RX + DATA + 0x40, "AOP ", 0);
        firmware.word(RX + 0x80, 0x80);
        firmware.ringsBell();
        assertEquals(List.of("up", "1/3 0102030405", "1/3 "), firmware.entries);
        assertEquals(0x80, firmware.region().getInt(RX + 0x40));
    }

    @Test
    void readsWithAStrideOf128() {
        firmware.up(0x80);
        int ring = 0x400;
        firmware.head(ring + 0x180, "IOP ", 2);
        firmware.bytes(ring + 0x190, "beef");
        firmware.word(ring + 0x100, 0x80);
        firmware.ringsBell();
        assertEquals(List.of("up", "1/3 beef"), firmware.entries);
        assertEquals(0x80, firmware.region().getInt(ring + 0x80));
        assertTrue(firmware.link.write(1, 3, new byte[200], 200, firmware));
        assertEquals("23:00a2000000000100", firmware.heard());
    }

    @Test
    void anEntryThatDoesNotFitBeforeTheEndLiesAtTheBeginning() {
        firmware.up(0x40);
        skipTo(0x100);
        firmware.head(RX + DATA + 0x100, "IOP ", 0x31);
        firmware.head(RX + DATA, "IOP ", 0x31);
        firmware.bytes(RX + DATA + 16, "aa" + "00".repeat(0x30));
        firmware.word(RX + 0x80, 0x80);
        firmware.ringsBell();
        assertEquals("1/3 aa" + "00".repeat(0x30), firmware.entries.getLast());
        assertEquals(0x80, firmware.region().getInt(RX + 0x40));
    }

    @Test
    void anEntryThatJustFitsBeforeTheEndLiesThere() {
        firmware.up(0x40);
        skipTo(0x100);
        firmware.head(RX + DATA + 0x100, "IOP ", 0x30);
        firmware.word(RX + 0x80, 0);
        firmware.ringsBell();
        assertEquals("1/3 " + "00".repeat(0x30), firmware.entries.getLast());
        assertEquals(0, firmware.region().getInt(RX + 0x40));
    }

    @Test
    void aPointerAtTheEndStandsAtTheBeginning() {
        firmware.up(0x40);
        skipTo(0x100);
        firmware.head(RX + DATA + 0x100, "IOP ", 0x30);
        firmware.word(RX + 0x80, 0x140);
        firmware.ringsBell();
        assertEquals("1/3 " + "00".repeat(0x30), firmware.entries.getLast());
        assertEquals(List.of(), firmware.faults);
    }

    @Test
    void whatComesBeforeTheStartIsReadWithIt() {
        firmware.link.open(firmware);
        firmware.says(0x0089_0000_0010_0007L);
        firmware.ring(TX, 0x140);
        firmware.ring(RX, 0x140);
        firmware.head(RX + DATA, "IOP ", 0);
        firmware.word(RX + 0x80, 0x40);
        firmware.says(0x008a_0000_0008_0007L, 0x008b_0008_0008_0007L);
        firmware.ringsBell();
        assertEquals(List.of("1/3 "), firmware.entries);
    }

    @Test
    void damageEndsTheUseOfTheRings() {
        damaged("a pointer outside of the ring: pointer=0x41, data=0x140", each -> each.word(RX + 0x80, 0x41));
        damaged("a pointer outside of the ring: pointer=0x180, data=0x140", each -> each.word(RX + 0x80, 0x180));
        damaged("a pointer outside of the ring: pointer=0xffffffc0, data=0x140", each -> each.word(RX + 0x80, -0x40));
        damaged("no entry: offset=0x0, magic=0x00000000, size=0x0", each -> each.word(RX + 0x80, 0x40));
        damaged("no entry: offset=0x0, magic=0x20504f49, size=0x31", each -> entry(each, 0x31, 0x40));
        damaged("no entry: offset=0x0, magic=0x20504f49, size=0xffffffff", each -> entry(each, -1, 0x40));
        damaged("no entry: offset=0x0, magic=0x20504f49, size=0xfffffff0", each -> entry(each, -16, 0x40));
        damaged("no entry: offset=0x0, magic=0x20504f49, size=0x140", each -> entry(each, 0x140, 0x100));
    }

    @Test
    void anEntryAtTheBeginningThatReachesBeyondWhatWasWrittenIsNone() {
        firmware.up(0x40);
        skipTo(0x100);
        firmware.head(RX + DATA + 0x100, "IOP ", 0x31);
        firmware.head(RX + DATA, "IOP ", 0x71);
        firmware.word(RX + 0x80, 0x80);
        firmware.ringsBell();
        assertEquals(List.of("no entry: offset=0x0, magic=0x20504f49, size=0x71"), firmware.faults);
    }

    private static void entry(HandFirmware each, int size, int writer) {
        each.head(RX + DATA, "IOP ", size);
        each.word(RX + 0x80, writer);
    }

    private static void damaged(String fault, Consumer<HandFirmware> damage) {
        var each = new HandFirmware().up(0x40);
        damage.accept(each);
        each.ringsBell();
        assertEquals(List.of(fault), each.faults);
        assertTrue(each.link.isBroken());
        each.ringsBell();
        assertEquals(1, each.faults.size());
        assertFalse(each.link.write(1, 3, new byte[1], 1, each));
    }

    /// Has the AP read empty entries up to a place in its ring.
    private void skipTo(int position) {
        for (int at = 0; at < position; at += 0x40) {
            firmware.head(RX + DATA + at, "IOP ", 0);
        }
        firmware.word(RX + 0x80, position);
        firmware.ringsBell();
    }

    // ---- What the AP writes ----

    @Test
    void writesAnEntryAndRingsTheBell() {
        firmware.up(0x40);
        assertTrue(firmware.link.write(5, 3, new byte[] {9, 8, 7}, 2, firmware));
        assertEquals("23:00a2000000000040", firmware.heard());
        byte[] entry = new byte[18];
        firmware.region().get(TX + DATA, entry);
        assertEquals("494f50200200000005000000030000000908", HexFormat.of().formatHex(entry));
        assertEquals(0x40, firmware.region().getInt(TX + 0x80));
    }

    @Test
    void keepsABlockFreeAndGoesOnWhenTheFirmwareHasRead() {
        firmware.up(0x40);
        for (int i = 0; i < 4; i++) {
            assertTrue(firmware.link.write(1, 3, new byte[1], 1, firmware));
        }
        assertFalse(firmware.link.write(1, 3, new byte[1], 1, firmware));
        firmware.word(TX + 0x40, 0x80);
        assertTrue(firmware.link.write(1, 3, new byte[1], 1, firmware));
        assertEquals(0, firmware.region().getInt(TX + 0x80));
        assertTrue(firmware.link.write(1, 3, new byte[1], 1, firmware));
        assertFalse(firmware.link.write(1, 3, new byte[1], 1, firmware));
    }

    @Test
    void leavesTheHeadTwiceWhereAnEntryDoesNotFit() {
        firmware.up(0x40);
        for (int i = 0; i < 4; i++) {
            firmware.link.write(1, 3, new byte[1], 1, firmware);
        }
        firmware.word(TX + 0x40, 0x100);
        assertTrue(firmware.link.write(2, 3, new byte[0x40], 0x40, firmware));
        assertEquals(0x40, firmware.region().getInt(TX + DATA + 0x104));
        assertEquals(0x40, firmware.region().getInt(TX + DATA + 4));
        assertEquals(2, firmware.region().getInt(TX + DATA + 8));
        assertEquals(0x80, firmware.region().getInt(TX + 0x80));
    }

    /// Full would look like empty.
    @Test
    void whatLiesAtTheBeginningLeavesABlockFreeToo() {
        firmware.up(0x40);
        for (int i = 0; i < 4; i++) {
            firmware.link.write(1, 3, new byte[1], 1, firmware);
        }
        firmware.word(TX + 0x40, 0x80);
        assertFalse(firmware.link.write(2, 3, new byte[0x40], 0x40, firmware));
        firmware.word(TX + 0x40, 0xc0);
        assertTrue(firmware.link.write(2, 3, new byte[0x40], 0x40, firmware));
    }

    @Test
    void aReaderOutsideOfTheRingEndsItsUse() {
        firmware.up(0x40);
        firmware.word(TX + 0x40, 0x144);
        assertFalse(firmware.link.write(1, 3, new byte[1], 1, firmware));
        assertEquals(List.of("a pointer outside of the ring: pointer=0x144, data=0x140"), firmware.faults);
    }

    @Test
    void aBellThatTheMailboxDidNotTakeIsRungLater() {
        firmware.up(0x40);
        firmware.isFull = true;
        assertTrue(firmware.link.write(1, 3, new byte[1], 1, firmware));
        assertFalse(firmware.link.flush(firmware));
        firmware.isFull = false;
        assertTrue(firmware.link.flush(firmware));
        assertEquals("23:00a2000000000040", firmware.heard());
        assertTrue(firmware.link.flush(firmware));
        assertEquals("", firmware.heard());
    }

    @Test
    void whatIsLargerThanTheRingIsTheCallersMistake() {
        firmware.up(0x40);
        byte[] large = new byte[0x140];
        assertTrue(firmware.link.write(1, 3, large, 0x80 - 16, firmware));
        assertThrows(IllegalArgumentException.class, () -> firmware.link.write(1, 3, large, 0x81 - 16, firmware));
    }

    // ---- The end ----

    @Test
    void givesTheMemoryBackOnceTheFirmwareHasAgreed() {
        firmware.up(0x40);
        assertTrue(firmware.link.close(firmware));
        assertEquals("23:00c0000000000000", firmware.heard());
        assertEquals(1, firmware.memory.openBuffers());
        firmware.says(0x00c1_0000_0000_0000L);
        assertEquals(0, firmware.memory.openBuffers());
        assertTrue(firmware.link.isClosed());
        assertEquals("closed", firmware.entries.getLast());
        firmware.ringsBell();
        firmware.says(0x0086_0000_0000_0000L, 0x0089_0000_0010_0007L);
        assertEquals(0, firmware.memory.openBuffers());
    }

    @Test
    void anEntryCostsNoAllocation() {
        firmware.up(0x40);
        var quiet = new AfkLink(0x23, firmware.memory, new Silent());
        firmware.memory.allocateNextAt(0x1100_0000L);
        quiet.open((_, _) -> true);
        quiet.onMessage(0x0089_0000_0010_0007L, (_, _) -> true);
        byte[] region = firmware.memory.bytesAt(0x1100_0000L);
        System.arraycopy(firmware.memory.bytesAt(HandFirmware.REGION), 0, region, 0, region.length);
        quiet.onMessage(0x008a_0000_0008_0007L, (_, _) -> true);
        quiet.onMessage(0x008b_0008_0008_0007L, (_, _) -> true);
        quiet.onMessage(0x0086_0000_0000_0000L, (_, _) -> true);
        var fields = ByteBuffer.wrap(region).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < 0x140; at += 0x40) {
            fields.putInt(RX + DATA + at, 0x2050_4f49).putInt(RX + DATA + at + 4, 8);
        }
        byte[] payload = new byte[16];
        Outbox out = (_, _) -> true;
        long bytes = AllocationProbe.leastBytes(() -> {
            for (int i = 0; i < 10_000; i++) {
                fields.putInt(RX + 0x80, i % 5 * 0x40);
                quiet.onMessage(0x0085_0000_0000_0000L, out);
                fields.putInt(TX + 0x40, fields.getInt(TX + 0x80));
                quiet.write(1, 3, payload, payload.length, out);
            }
        });
        assertEquals(0, bytes);
    }

    private static final class Silent implements AfkListener {
        @Override
        public void onUp() {}

        @Override
        public void onEntry(int channel, int type, byte[] bytes, int length) {}

        @Override
        public void onClosed() {}

        @Override
        public void onFault(AfkFault fault) {
            throw new AssertionError(fault.message());
        }
    }
}
