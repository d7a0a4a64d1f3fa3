package org.rtkit4j.emulator.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.emulator.machine.DmaFault;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.SartRegisters;

class SartTest {
    private static final long SART = 0x2_7bc5_0000L;
    private static final long BUFFER = 0x8_0010_0000L;

    private final Machine machine = new Machine(() -> 0);
    private final byte[] bytes = {1, 2, 3, 4};

    @Test
    void letsNothingThroughUntilAnEntryAllowsIt() {
        IoSpace space = space(SartRegisters.V2);
        assertThrows(DmaFault.class, () -> space.store(BUFFER, bytes, 0, 4));

        Registers sart = machine.registers(SART, SartRegisters.BYTES);
        sart.write32(0x40, 0x80_0100);
        sart.write32(0x00, 0xff00_0002);

        space.store(BUFFER, bytes, 0, 4);
        assertEquals(0x0403_0201, machine.registers(BUFFER, 4).read32(0));
    }

    @Test
    void anEntryEndsWhereItsSizeEnds() {
        IoSpace space = space(SartRegisters.V2);
        Registers sart = machine.registers(SART, SartRegisters.BYTES);
        sart.write32(0x44, 0x80_0100);
        sart.write32(0x04, 0xff00_0002);

        assertDoesNotThrow(() -> space.store(BUFFER + 0x1ffc, bytes, 0, 4));
        assertThrows(DmaFault.class, () -> space.store(BUFFER + 0x2000, bytes, 0, 4));
        assertThrows(DmaFault.class, () -> space.store(BUFFER - 4, bytes, 0, 4));
        assertThrows(DmaFault.class, () -> space.store(BUFFER + 0x1ffe, bytes, 0, 4));
    }

    @Test
    void anEntryWithoutFlagsIsNone() {
        IoSpace space = space(SartRegisters.V2);
        Registers sart = machine.registers(SART, SartRegisters.BYTES);
        sart.write32(0x40, 0x80_0100);
        sart.write32(0x00, 0x0000_0002);

        assertThrows(DmaFault.class, () -> space.load(BUFFER, new byte[4], 0, 4));
    }

    @Test
    void version3HasItsSizeElsewhere() {
        IoSpace space = space(SartRegisters.V3);
        Registers sart = machine.registers(SART, SartRegisters.BYTES);
        sart.write32(0x7c, 0x80_0100);
        sart.write32(0xbc, 1);
        sart.write32(0x3c, 0xff);

        machine.write(BUFFER, bytes, 0, 4);
        byte[] read = new byte[4];
        space.load(BUFFER, read, 0, 4);
        assertArrayEquals(bytes, read);
        assertThrows(DmaFault.class, () -> space.load(BUFFER + 0x1000, new byte[4], 0, 4));
    }

    @Test
    void neverReachesBeyondTheMachinesMemory() {
        IoSpace space = space(SartRegisters.V3);
        Registers sart = machine.registers(SART, SartRegisters.BYTES);
        sart.write32(0x40, 0);
        sart.write32(0x80, 0x3fff_ffff);
        sart.write32(0x00, 0xff);

        assertThrows(DmaFault.class, () -> space.load(SART, new byte[4], 0, 4));
        assertThrows(DmaFault.class, () -> space.load(-4, new byte[4], 0, 4));
        assertThrows(DmaFault.class, () -> space.load(Long.MAX_VALUE, new byte[4], 0, 4));
    }

    private IoSpace space(SartRegisters layout) {
        return machine.ioSpace(0, List.of(), new DmaSpec.WithSart(SART, layout).attach(machine));
    }
}
