package org.rtkit4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtkit4j.core.memory.MemoryBroker.Policy;
import org.rtkit4j.testkit.DeviceMemoryContract;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;

class MemoryBrokerTest implements DeviceMemoryContract {
    private static final long SRAM = 0x2_3fe0_0000L;
    private static final List<Region> REGIONS =
            List.of(new Region("disp-0", SRAM, 0x8000), new Region("disp-1", SRAM + 0x1_0000, 0x4000));

    /// Has more than the regions: what is refused, the broker refuses.
    private final FakeMemory memory = new FakeMemory(SRAM - 0x10_0000, 0x20_0000);

    private final MemoryBroker ap = MemoryBroker.apAllocates(memory);
    private final MemoryBroker firmware = new MemoryBroker(Policy.FIRMWARE_OWNS, memory, REGIONS);
    private final MemoryBroker named = new MemoryBroker(Policy.NAMED_REGIONS, memory, REGIONS);

    @Override
    public DeviceMemory memory() {
        return named;
    }

    @Override
    public Region region() {
        return REGIONS.getLast();
    }

    @Test
    void eachPolicyGrantsItsOwnKindOfRequest() throws MemoryRefusedException {
        assertEquals(0x4000, ap.allocate(0x4000).sizeBytes());
        assertEquals(SRAM + 0x1000, firmware.map(SRAM + 0x1000, 0x7000).iova());
        assertEquals(0x1000, named.allocate(0x1000).sizeBytes());
        assertEquals(SRAM + 0x4000, named.map(SRAM + 0x4000, 0x1000).iova());
        assertEquals(4, memory.openBuffers());
        assertEquals(REGIONS.get(0), named.region(0));
        assertEquals(REGIONS.get(1), named.region(1));
        assertEquals(REGIONS.get(0), named.region("disp-0"));
    }

    @Test
    void registersAreOpenedWithinTheirRegionsAndNowhereElse() throws MemoryRefusedException {
        var gate = new DirectGate();
        MemoryBroker display = MemoryBroker.ofRegisters(memory, REGIONS, gate);
        assertEquals(SRAM + 0x4000, display.open(SRAM + 0x4000, 0x4000));
        assertEquals(SRAM + 0x5000, gate.toPhysical(SRAM + 0x5000, 0x3000));
        assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> gate.toPhysical(SRAM + 0x5000, 0x3001)));
        assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> display.open(SRAM + 0x4000, 0x4001)));
        assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> display.open(SRAM + 0x8000, 0x9000)));
        assertEquals(Reason.EMPTY, reason(() -> display.open(SRAM, 0)));
        assertEquals(Reason.WRAPS, reason(() -> display.open(SRAM, -1)));
        assertEquals(Reason.WRAPS, reason(() -> display.open(-0x1000, 0x2000)));
        assertEquals(Reason.NOT_OFFERED, reason(() -> named.open(SRAM, 0x1000)));
        assertEquals(1, gate.openings());
        display.shut(SRAM + 0x4000, 0x4000);
        assertEquals(0, gate.openings());
        assertThrows(IllegalArgumentException.class, () -> display.shut(SRAM + 0x4000, 0x4000));
        assertThrows(IllegalArgumentException.class, () -> named.shut(SRAM, 0x1000));
    }

    @Test
    void eachPolicyRefusesTheOthers() {
        assertEquals(Reason.NOT_OFFERED, reason(() -> ap.map(SRAM, 0x1000)));
        assertEquals(Reason.NOT_OFFERED, reason(() -> ap.region(0)));
        assertEquals(Reason.NOT_OFFERED, reason(() -> firmware.allocate(0x1000)));
        assertEquals(Reason.NOT_OFFERED, reason(() -> firmware.region(0)));
        assertEquals(Reason.NOT_OFFERED, reason(() -> firmware.region("disp-0")));
        assertEquals(0, memory.openBuffers());
    }

    @ParameterizedTest
    @EnumSource
    void aKindHasNoMoreThanThePlatformNamesForIt(CoprocessorKind kind) {
        MemoryBroker nothing = MemoryBroker.of(kind, memory, List.of());
        MemoryBroker regions = MemoryBroker.of(kind, memory, REGIONS);
        assertThrows(MemoryRefusedException.class, () -> nothing.map(SRAM, 0x1000));
        assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> regions.map(SRAM + 0x8000, 0x1000)));
        assertEquals(0, memory.openBuffers());
    }

    @ParameterizedTest
    @CsvSource({"ANS, true", "SMC, false", "DCP, true", "MTP, true", "ACIO, false", "GENERIC, true"})
    void whichKindsHaveBuffersOfTheAp(CoprocessorKind kind, boolean isAllocated) throws MemoryRefusedException {
        MemoryBroker broker = MemoryBroker.of(kind, memory, REGIONS);
        if (isAllocated) {
            broker.allocate(0x1000).close();
        } else {
            assertEquals(Reason.NOT_OFFERED, reason(() -> broker.allocate(0x1000)));
        }
        assertEquals(SRAM, broker.map(SRAM, 0x1000).iova());
    }

    @ParameterizedTest
    @CsvSource({
        "0x23fe00000, 0x8001, OUTSIDE_REGIONS",
        "0x23fe07fff, 2, OUTSIDE_REGIONS",
        "0x23fdfffff, 1, OUTSIDE_REGIONS",
        "0x23fe08000, 1, OUTSIDE_REGIONS",
        "0x23fe04000, 0x10000, OUTSIDE_REGIONS",
        "0x23fe00000, 0, EMPTY",
        "0x23fe00000, -1, WRAPS",
        "0x7fffffffffffffff, 1, OUTSIDE_REGIONS",
        "0x23fe00000, 0x7fffffffffffffff, OUTSIDE_REGIONS",
        "-1, 2, WRAPS",
        "-4096, 0x2000, WRAPS"
    })
    void aRangeThatIsNotWhollyInsideARegionIsRefused(String address, String size, Reason expected) {
        long start = Long.decode(address);
        long bytes = Long.decode(size);
        assertEquals(expected, reason(() -> firmware.map(start, bytes)));
        assertEquals(expected, reason(() -> named.map(start, bytes)));
        assertEquals(0, memory.openBuffers());
    }

    @ParameterizedTest
    @CsvSource({"-1", "2", "2147483647", "-2147483648"})
    void anIndexThatNoRegionHasIsRefused(int index) {
        assertEquals(Reason.NO_SUCH_REGION, reason(() -> named.region(index)));
    }

    @Test
    void aNameThatNoRegionHasIsRefused() {
        assertEquals(Reason.NO_SUCH_REGION, reason(() -> named.region("disp-2")));
    }

    @Test
    void aRefusalTellsRegionAndRequest() {
        var refused = assertThrows(MemoryRefusedException.class, () -> firmware.map(0x1000, 0x2000));
        assertEquals(
                "not wholly inside one of [disp-0 at 0x23fe00000, size 0x8000, disp-1 at 0x23fe10000, size 0x4000]:"
                        + " iova=0x1000, size=0x2000",
                refused.getMessage());
        refused = assertThrows(MemoryRefusedException.class, () -> firmware.allocate(0x2000));
        assertEquals(
                "no buffer is allocated, the firmware brings its own memory: iova=0x0, size=0x2000",
                refused.getMessage());
    }

    private interface Request {
        void make() throws MemoryRefusedException;
    }

    private static Reason reason(Request request) {
        return assertThrows(MemoryRefusedException.class, request::make).reason();
    }
}
