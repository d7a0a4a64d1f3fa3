package org.rtkit4j.emulator.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.machine.DmaFilter;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.wire.port.Region;

/// What a host finds and changes there; bytes by hand from m1n1 fw/aop/base.py.
class BootArgumentsTest {
    private static final long NUB = 0x2_4ac0_0000L;
    private static final List<Region> REGIONS = List.of(new Region("nub", NUB, 0x1e_0000));
    private final Machine machine = new Machine(() -> 0);
    private final IoSpace memory = machine.ioSpace(0x1000_0000L, REGIONS, DmaFilter.CLOSED);

    @BeforeEach
    void leave() {
        BootArguments.leave(machine, REGIONS);
    }

    private String hex(long physAddr, int length) {
        byte[] bytes = new byte[length];
        machine.read(physAddr, bytes, 0, length);
        return HexFormat.of().formatHex(bytes);
    }

    private void write(long physAddr, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        machine.write(physAddr, bytes, 0, bytes.length);
    }

    @Test
    void keysStandReversedBeforeTheirSizes() {
        assertEquals("d8ff0a0034000000", hex(NUB + 0x22c, 8));
        assertEquals(
                "7030434508000000" + "0000010000000000" + "6c61436e04000000" + "01000000" + "74504f4104000000"
                        + "00000000" + "67696c6104000000" + "80000000",
                hex(NUB + 0xa_ffd8, 0x34));
    }

    @Test
    void theHostSaysTheAlignmentOfRings() {
        assertEquals(0x80, BootArguments.alignment(memory, 7));
        write(NUB + 0xa_ffd8 + 0x30, "40000000");
        assertEquals(0x40, BootArguments.alignment(memory, 7));
    }

    @Test
    void whereNothingIsSaidItIsTheUsual() {
        write(NUB + 0x230, "2c000000");
        assertEquals(7, BootArguments.alignment(memory, 7));
        write(NUB + 0x230, "ffffffff");
        assertEquals(7, BootArguments.alignment(memory, 7));
        write(NUB + 0x22c, "ffff1d00 34000000");
        assertEquals(7, BootArguments.alignment(memory, 7));
        write(NUB + 0x22c, "00000000 10000000");
        assertEquals(7, BootArguments.alignment(memory, 7));
        var other = machine.ioSpace(0x2000_0000L, List.of(), DmaFilter.CLOSED);
        assertEquals(7, BootArguments.alignment(other, 7));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void anythingMayStandThere(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(1, 0x40)];
            random.nextBytes(bytes);
            boolean isList = random.nextBoolean();
            machine.write(
                    isList ? NUB + 0xa_ffd8 : NUB + 0x22c, bytes, 0, isList ? bytes.length : Math.min(8, bytes.length));
            BootArguments.alignment(memory, 7);
        }
    }
}
