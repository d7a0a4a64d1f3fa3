package org.rtkit4j.core.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Offset and bit written by hand from the reference's table: RUN is bit 4 of the register at 0x44.
class CpuControlTest {
    private final RecordedRegisters registers = new RecordedRegisters();
    private final CpuControl cpu = new CpuControl(registers);

    @Test
    void startingSetsRunAndNothingElse() {
        registers.values.put(0x44L, 0x8000_0103L);
        cpu.start();
        assertEquals(List.of("read32 0x44", "write32 0x44 80000113"), registers.log);
    }

    @Test
    void stoppingClearsRunAndNothingElse() {
        registers.values.put(0x44L, 0xffff_ffffL);
        cpu.stop();
        assertEquals(List.of("read32 0x44", "write32 0x44 ffffffef"), registers.log);
    }

    @ParameterizedTest
    @CsvSource({"0x10, true", "0xffffffff, true", "0xffffffef, false", "0, false"})
    void isStartedAsRunSaysWhateverTheStatusDoes(String control, boolean isStarted) {
        registers.values.put(0x44L, Long.decode(control));
        registers.values.put(0x48L, isStarted ? 0x2L : 0x1L);
        assertEquals(isStarted, cpu.isStarted());
        assertEquals(List.of("read32 0x44"), registers.log);
    }
}
