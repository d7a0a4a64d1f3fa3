package org.rtkit4j.emulator.dma;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.emulator.machine.DmaFault;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.wire.port.Registers;

class DartTablesTest {
    private static final long DART = 0x2_3130_c000L;
    private static final long PAGE = 0x8_0030_0000L;

    private final Machine machine = new Machine(() -> 0);
    private final IoSpace space =
            machine.ioSpace(0x1000_0000, List.of(), new DmaSpec.WithDart(DART, 3).attach(machine));
    private final Registers dart = machine.registers(DART, 0x4000);
    private long nextTable = 0x8_0100_0000L;
    private long tables = 100;
    private final DartTables mapper = new DartTables(machine, dart, 3, this::table);
    private final byte[] bytes = {1, 2, 3, 4};

    @BeforeEach
    void start() {
        mapper.start(false);
    }

    @Test
    void whatIsMappedIsReachedAndWhatIsUnmappedIsNot() {
        assertTrue(mapper.map(0x8000_0000L, PAGE, 0x8000));
        space.store(0x8000_7ffcL, bytes, 0, 4);
        assertEquals(0x0403_0201, machine.registers(PAGE + 0x7ffc, 4).read32(0));

        assertTrue(mapper.unmap(0x8000_4000L, 0x4000));
        assertThrows(DmaFault.class, () -> space.store(0x8000_7ffcL, bytes, 0, 4));
        assertDoesNotThrow(() -> space.store(0x8000_3ffcL, bytes, 0, 4));
    }

    @Test
    void mapsAcrossTables() {
        // Each table of the second level serves 32 MiB.
        assertTrue(mapper.map(0x81ff_c000L, PAGE, 0x8000));
        space.store(0x81ff_fffeL, bytes, 0, 4);
        assertEquals(0x0201, machine.registers(PAGE + 0x3ffc, 4).read32(0) >>> 16);
        assertEquals(0x0403, machine.registers(PAGE + 0x4000, 4).read32(0));
    }

    @Test
    void refusesWhatIsMappedAlreadyOrIsNotPages() {
        assertTrue(mapper.map(0x8000_0000L, PAGE, 0x4000));
        assertFalse(mapper.map(0x7fff_c000L, PAGE, 0x8000));
        assertThrows(DmaFault.class, () -> space.load(0x7fff_c000L, bytes, 0, 4));
        assertFalse(mapper.map(0x9000_0000L, PAGE + 1, 0x4000));
        assertFalse(mapper.map(0x9000_0000L, PAGE, 0x1000));
        assertFalse(mapper.map(-0x4000, PAGE, 0x4000));
        assertFalse(mapper.map(0x3f_ffff_c000L, PAGE, 0x8000));
        assertFalse(mapper.map(0, PAGE, Long.MIN_VALUE));
    }

    @Test
    void refusesWithoutTables() {
        tables = 1;
        assertFalse(mapper.map(0x8000_0000L, PAGE, 0x4000));
        assertFalse(mapper.map(0x8000_0000L, PAGE, 0x4000));
    }

    @Test
    void survivesTablesThatPointNowhere() {
        dart.write32(0x230, 0x8000_0001);
        assertFalse(mapper.map(0x8000_0000L, PAGE, 0x4000));
        assertFalse(mapper.unmap(0x8000_0000L, 0x4000));
    }

    @Test
    void nothingPassesOnceItIsStopped() {
        assertTrue(mapper.map(0x8000_0000L, PAGE, 0x4000));
        mapper.stop();
        assertThrows(DmaFault.class, () -> space.load(0x8000_0000L, bytes, 0, 4));
    }

    private long table() {
        nextTable += 0x4000;
        return tables-- > 0 ? nextTable : 0;
    }
}
