package org.rtkit4j.emulator.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.testkit.DeviceMemoryContract;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

class IoSpaceTest implements DeviceMemoryContract {
    private static final long RAM = 0x8_0000_0000L;
    private static final Region SRAM = new Region("sram", 0x2_3fe0_0000L, 0x10_0000);

    private final Machine machine = new Machine(MachineClock.of(() -> 0), 0x10_0000);
    private final IoSpace physical = machine.ioSpace(0, List.of(SRAM), DmaFilter.CLOSED);

    @Override
    public DeviceMemory memory() {
        return physical;
    }

    @Override
    public Region region() {
        return SRAM;
    }

    @Test
    void allocatesAlignedZeroedMemoryThatTheCoprocessorReaches() throws Exception {
        IoSpace mapped = machine.ioSpace(0x1000_0000, List.of(), DmaFilter.CLOSED);
        SharedBuffer first = mapped.allocate(1);
        SharedBuffer second = mapped.allocate(0x4001);
        SharedBuffer third = physical.allocate(0x4000);
        assertEquals(0x1000_0000L, first.iova());
        assertEquals(0x1000_4000L, second.iova());
        assertEquals(RAM + 0xc000, third.iova());
        mapped.store(0x1000_8000L, new byte[] {7}, 0, 1);
        assertEquals(7, second.copy()[0x4000]);
        byte[] seen = new byte[1];
        machine.read(RAM + 0x8000, seen, 0, 1);
        assertEquals(7, seen[0]);
        second.close();
        second.close();
        SharedBuffer again = mapped.allocate(0x8000);
        assertEquals(0x1000_4000L, again.iova());
        assertArrayEquals(new byte[0x8000], again.copy());
        assertEquals(2, mapped.openBuffers());
        assertEquals(0x8001, mapped.openBytes());
        assertThrows(IllegalStateException.class, second::copy);
        assertThrows(IllegalStateException.class, () -> second.write(0, new byte[1], 0, 1));
    }

    @Test
    void keepsTheCoprocessorInsideWhatItWasGiven() throws Exception {
        SharedBuffer buffer = physical.allocate(0x100);
        long iova = buffer.iova();
        physical.store(iova + 0xff, new byte[1], 0, 1);
        DmaFault fault = assertThrows(DmaFault.class, () -> physical.store(iova + 0xff, new byte[2], 0, 2));
        assertEquals(iova + 0xff, fault.iova());
        assertTrue(fault.isWrite());
        fault = assertThrows(DmaFault.class, () -> physical.load(iova - 1, new byte[1], 0, 1));
        assertFalse(fault.isWrite());
        assertThrows(DmaFault.class, () -> physical.load(Long.MAX_VALUE, new byte[8], 0, 8));
        assertThrows(DmaFault.class, () -> physical.load(-1, new byte[8], 0, 8));
        physical.store(0x2_3fe0_0000L, new byte[] {9}, 0, 1);
        assertThrows(DmaFault.class, () -> physical.load(0x2_3fef_ffffL, new byte[2], 0, 2));
        buffer.close();
        assertThrows(DmaFault.class, () -> physical.load(iova, new byte[1], 0, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "0x23fdfffff, 2",
        "0x23fefffff, 2",
        "0x23ff00000, 1",
        "0x23fe00000, 0x100001",
        "0x0, 0x1000",
        "0x7fffffffffffffff, 0x1000",
        "-1, 0x1000",
        "0x23fe00000, 0x7fffffffffffffff",
        "0x800000000, 0x1000"
    })
    void mapsNothingOutsideItsRegions(String iova, String size) {
        long address = Long.decode(iova);
        long bytes = Long.decode(size);
        MemoryRefusedException refused = assertThrows(MemoryRefusedException.class, () -> physical.map(address, bytes));
        assertEquals(address, refused.iova());
        assertTrue(refused.getMessage().contains("sram at 0x23fe00000, size 0x100000"), refused::getMessage);
        assertEquals(0, physical.openBuffers());
    }

    @Test
    void mapsWholeRegionsAndPartsOfThem() throws Exception {
        SharedBuffer whole = physical.map(0x2_3fe0_0000L, 0x10_0000);
        SharedBuffer part = physical.map(0x2_3fe4_0010L, 0x10);
        part.write(0, new byte[] {1, 2, 3}, 0, 3);
        assertEquals(3, whole.copy()[0x4_0012]);
        assertThrows(IndexOutOfBoundsException.class, () -> part.read(8, new byte[9], 0, 9));
        assertThrows(IndexOutOfBoundsException.class, () -> part.read(Long.MAX_VALUE, new byte[9], 0, 9));
        assertEquals(2, physical.openBuffers());
        part.close();
        whole.close();
        assertEquals(0, physical.openBuffers());
        assertEquals(0, physical.openBytes());
    }

    @Test
    void refusesWhenMemoryIsUsedUp() throws Exception {
        var buffers = new ArrayList<SharedBuffer>();
        for (int i = 0; i < 64; i++) {
            buffers.add(physical.allocate(0x4000));
        }
        assertThrows(MemoryRefusedException.class, () -> physical.allocate(1));
        assertThrows(MemoryRefusedException.class, () -> physical.allocate(Long.MAX_VALUE));
        assertThrows(MemoryRefusedException.class, () -> physical.allocate(0));
        buffers.forEach(SharedBuffer::close);
        assertEquals(RAM, physical.allocate(0x10_0000).iova());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void buffersNeverOverlapAndLeaveNothingBehind(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var open = new ArrayList<SharedBuffer>();
        for (int i = 0; i < 2000; i++) {
            if (!open.isEmpty() && random.nextBoolean()) {
                open.remove(random.nextInt(open.size())).close();
            } else {
                tryToAllocate(random, open);
            }
        }
        open.forEach(SharedBuffer::close);
        assertEquals(0, physical.openBytes());
        assertEquals(RAM, physical.allocate(0x10_0000).iova(), "all of it is one piece again");
    }

    private void tryToAllocate(SplittableRandom random, List<SharedBuffer> open) {
        try {
            SharedBuffer buffer = physical.allocate(random.nextInt(1, 0x1_0000));
            for (SharedBuffer other : open) {
                assertTrue(
                        buffer.iova() + buffer.sizeBytes() <= other.iova()
                                || other.iova() + other.sizeBytes() <= buffer.iova(),
                        "overlap");
            }
            assertArrayEquals(new byte[(int) buffer.sizeBytes()], buffer.copy());
            buffer.write(0, new byte[] {1}, 0, 1);
            open.add(buffer);
        } catch (MemoryRefusedException e) {
            assertNotEquals(0, open.size());
        }
    }
}
