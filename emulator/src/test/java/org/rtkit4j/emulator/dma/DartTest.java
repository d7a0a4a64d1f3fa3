package org.rtkit4j.emulator.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.emulator.machine.DmaFault;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.wire.port.Registers;

/// Maps 0x8000_4000 of stream 1 to 0x8_0030_0000 by hand: L0 0, L1 64, L2 1.
class DartTest {
    private static final long DART = 0x2_3130_c000L;
    private static final long L1 = 0x8_0010_0000L;
    private static final long L2 = 0x8_0020_0000L;
    private static final long PAGE = 0x8_0030_0000L;
    private static final long IOVA = 0x8000_4000L;

    private final Machine machine = new Machine(() -> 0);
    private final IoSpace space =
            machine.ioSpace(0x1000_0000, List.of(), new DmaSpec.WithDart(DART, 1).attach(machine));
    private final Registers dart = machine.registers(DART, 0x4000);
    private final byte[] bytes = {1, 2, 3, 4};

    @BeforeEach
    void map() {
        dart.write32(0x104, 0x80);
        dart.write32(0x210, 0x8080_0100);
        machine.registers(L1, 0x4000).write64(64 * 8, 0x8_0020_0003L);
        machine.registers(L2, 0x4000).write64(8, 0xfff_08_0030_0003L);
    }

    @Test
    void walksTheTablesToTheMappedPage() {
        space.store(IOVA + 0x3ffc, bytes, 0, 4);
        assertEquals(0x0403_0201, machine.registers(PAGE + 0x3ffc, 4).read32(0));
        assertEquals(0, dart.read32(0x40));
    }

    @Test
    void saysOnceWhyAndWhereItRefused() {
        assertThrows(DmaFault.class, () -> space.load(IOVA + 0x4000, new byte[4], 0, 4));
        assertThrows(DmaFault.class, () -> space.load(0x9000_0000L, new byte[4], 0, 4));

        // FLAG, stream 1, NO_PTE, from the first of the two.
        assertEquals(0x8100_0004, dart.read32(0x40));
        assertEquals(0x8000_8000, dart.read32(0x50));
        dart.write32(0x40, 0xffff_ffff);
        assertEquals(0, dart.read32(0x40));
    }

    @Test
    void namesTheLevelThatIsMissing() {
        assertThrows(DmaFault.class, () -> space.load(0x9000_0000L, new byte[4], 0, 4));
        assertEquals(0x8100_0002, dart.read32(0x40));
        dart.write32(0x40, -1);

        assertThrows(DmaFault.class, () -> space.load(0x10_0000_0000L, new byte[4], 0, 4));
        assertEquals(0x8100_0001, dart.read32(0x40));
        assertEquals(0x10, dart.read32(0x54));
    }

    @Test
    void keepsReadersAndWritersOutWhereTheEntrySaysSo() {
        machine.registers(L2, 0x4000).write64(8, 0xfff_08_0030_0083L);
        assertThrows(DmaFault.class, () -> space.store(IOVA, bytes, 0, 4));
        assertEquals(0x8100_0008, dart.read32(0x40));
        dart.write32(0x40, -1);

        machine.registers(L2, 0x4000).write64(8, 0xfff_08_0030_0103L);
        assertThrows(DmaFault.class, () -> space.load(IOVA, bytes, 0, 4));
        assertEquals(0x8100_0010, dart.read32(0x40));
    }

    @Test
    void aBypassedStreamSeesPhysicalMemory() {
        dart.write32(0x104, 0x100);
        space.store(PAGE, bytes, 0, 4);
        assertEquals(0x0403_0201, machine.registers(PAGE, 4).read32(0));
    }

    @Test
    void tablesOutsideOfMemoryMapNothing() {
        dart.write32(0x210, 0x8000_0001);
        assertThrows(DmaFault.class, () -> space.load(IOVA, new byte[4], 0, 4));
        assertEquals(0x8100_0002, dart.read32(0x40));
    }

    @Test
    void tellsItsPageSize() {
        assertEquals(0x0e00_0000, dart.read32(0));
    }
}
