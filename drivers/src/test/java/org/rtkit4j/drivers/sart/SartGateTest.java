package org.rtkit4j.drivers.sart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.dma.Sart;
import org.rtkit4j.emulator.machine.DmaFilter;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.register.SartRegisters;

/// Against the emulated filter, which enforces what it is told; its registers are checked by hand too.
class SartGateTest {
    private static final long BUFFER = 0x8_1234_5000L;

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void opensWhatItIsAskedForAndShutsItAgain(int version) throws Exception {
        var sart = new Sart(SartRegisters.ofVersion(version));
        var gate = new SartGate(sart, sart.layout());
        assertEquals(BUFFER, gate.open(BUFFER, 0x3000));
        assertEquals(BUFFER + 0x2fff, sart.toPhysical(BUFFER + 0x2fff, true));
        assertEquals(DmaFilter.REFUSED, sart.toPhysical(BUFFER + 0x3000, true));
        assertEquals(BUFFER + 0x1000, gate.toPhysical(BUFFER + 0x1000, 0x2000));
        gate.shut(BUFFER, 0x3000);
        assertEquals(DmaFilter.REFUSED, sart.toPhysical(BUFFER, false));
        assertEquals(0, gate.openings());
    }

    @Test
    void writesTheRegistersAsTheirLayoutsSay() throws Exception {
        var second = new Sart(SartRegisters.V2);
        new SartGate(second, SartRegisters.V2).open(BUFFER, 0x3000);
        assertEquals(0xff00_0003, second.read32(0x00));
        assertEquals(0x81_2345, second.read32(0x40));
        var third = new Sart(SartRegisters.V3);
        new SartGate(third, SartRegisters.V3).open(BUFFER, 0x3000);
        assertEquals(0xff, third.read32(0x00));
        assertEquals(0x81_2345, third.read32(0x40));
        assertEquals(3, third.read32(0x80));
    }

    @Test
    void leavesTheBootLoadersEntriesAlone() throws Exception {
        var sart = new Sart(SartRegisters.V2);
        sart.write32(0x40, 0x81_2345);
        sart.write32(0x00, 0xff00_0003);
        var gate = new SartGate(sart, SartRegisters.V2);
        assertThrows(IllegalArgumentException.class, () -> gate.shut(BUFFER, 0x3000));
        assertEquals(BUFFER, gate.toPhysical(BUFFER, 0x3000));
        for (int i = 1; i < 16; i++) {
            gate.open(0x9_0000_0000L + i * 0x1000L, 0x1000);
        }
        var full = assertThrows(MemoryRefusedException.class, () -> gate.open(0xa_0000_0000L, 0x1000));
        assertEquals(Reason.EXHAUSTED, full.reason());
        assertEquals(0xff00_0003, sart.read32(0x00));
    }

    @Test
    void refusesWhatTheFieldsCannotHold() {
        var gate = new SartGate(new Sart(SartRegisters.V0), SartRegisters.V0);
        assertThrows(MemoryRefusedException.class, () -> gate.open(BUFFER + 1, 0x1000));
        assertThrows(MemoryRefusedException.class, () -> gate.open(BUFFER, 0x1001));
        assertThrows(MemoryRefusedException.class, () -> gate.open(BUFFER, 0));
        assertThrows(MemoryRefusedException.class, () -> gate.open(BUFFER, 0x8000_0000L));
        assertThrows(MemoryRefusedException.class, () -> gate.open(-0x1000, 0x1000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void takesTheLastPageThatAFieldHoldsAndTheLargestSize(int version) throws Exception {
        SartRegisters layout = SartRegisters.ofVersion(version);
        var gate = new SartGate(new Sart(layout), layout);
        assertEquals(0xfff_ffff_f000L, gate.open(0xfff_ffff_f000L, 0x1000));
        assertThrows(MemoryRefusedException.class, () -> gate.open(0x1000_0000_0000L, 0x1000));
        long largest = layout.size().maximum() << 12;
        assertEquals(BUFFER, gate.open(BUFFER, largest));
        assertEquals(2, gate.openings());
        assertThrows(MemoryRefusedException.class, () -> gate.open(BUFFER, largest + 0x1000));
    }

    /// The address of the first entry lies where a seventeenth would have its flags and its size.
    @Test
    void whatLiesBehindTheLastEntryIsNone() throws Exception {
        var gate = new SartGate(new Sart(SartRegisters.V2), SartRegisters.V2);
        gate.open(0x10_0001_0000L, 0x1000);
        assertThrows(MemoryRefusedException.class, () -> gate.toPhysical(0x4000, 0x1000));
        assertEquals(1, gate.openings());
    }

    @Test
    void aRangeLiesWithinOneEntryOrIsRefused() throws Exception {
        var gate = new SartGate(new Sart(SartRegisters.V3), SartRegisters.V3);
        gate.open(BUFFER, 0x3000);
        gate.open(BUFFER + 0x3000, 0x1000);
        assertEquals(BUFFER, gate.toPhysical(BUFFER, 0x3000));
        assertEquals(BUFFER + 0x2fff, gate.toPhysical(BUFFER + 0x2fff, 1));
        assertEquals(BUFFER + 0x3000, gate.toPhysical(BUFFER + 0x3000, 0x1000));
        long[][] outside = {{BUFFER, 0x3001}, {BUFFER + 1, 0x3000}, {BUFFER - 1, 1}, {BUFFER, 0}, {BUFFER, -1}};
        for (long[] range : outside) {
            var refused = assertThrows(MemoryRefusedException.class, () -> gate.toPhysical(range[0], range[1]));
            assertEquals(Reason.OUTSIDE_REGIONS, refused.reason());
        }
    }
}
