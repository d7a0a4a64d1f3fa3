package org.rtkit4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;

class MemoryBrokerTest {
    private static final long SRAM = 0x2_3fe0_0000L;
    private static final List<Region> REGIONS =
            List.of(new Region("disp-0", SRAM, 0x8000), new Region("disp-1", SRAM + 0x1_0000, 0x4000));

    private final FakeMemory memory = new FakeMemory(SRAM, 0x10_0000);
    private final MemoryBroker ap = MemoryBroker.apAllocates(memory);
    private final MemoryBroker firmware = MemoryBroker.firmwareOwns(memory, REGIONS);
    private final MemoryBroker named = MemoryBroker.namedRegions(memory, REGIONS);

    @Test
    void eachPolicyGrantsItsOwnKindOfRequest() throws MemoryRefusedException {
        assertEquals(0x4000, ap.grant(new MemoryRequest.Buffer(0x4000)).sizeBytes());
        assertEquals(
                SRAM + 0x1000,
                firmware.grant(new MemoryRequest.Owned(SRAM + 0x1000, 0x7000)).iova());
        assertEquals(
                SRAM + 0x1_0000, named.grant(new MemoryRequest.RegionByIndex(1)).iova());
        assertEquals(
                0x8000, named.grant(new MemoryRequest.RegionByName("disp-0")).sizeBytes());
        assertEquals(
                SRAM + 0x4000,
                named.grant(new MemoryRequest.Physical(SRAM + 0x4000, 0x1000)).iova());
        assertEquals(0x1000, named.grant(new MemoryRequest.Buffer(0x1000)).sizeBytes());
        assertEquals(6, memory.openBuffers());
    }

    @Test
    void eachPolicyRefusesTheOthers() {
        assertEquals(Reason.NOT_OFFERED, reason(ap, new MemoryRequest.Owned(SRAM, 0x1000)));
        assertEquals(Reason.NOT_OFFERED, reason(ap, new MemoryRequest.RegionByIndex(0)));
        assertEquals(Reason.NOT_OFFERED, reason(ap, new MemoryRequest.Physical(SRAM, 0x1000)));
        assertEquals(Reason.NOT_OFFERED, reason(firmware, new MemoryRequest.Buffer(0x1000)));
        assertEquals(Reason.NOT_OFFERED, reason(firmware, new MemoryRequest.RegionByName("disp-0")));
        assertEquals(Reason.NOT_OFFERED, reason(named, new MemoryRequest.Owned(SRAM, 0x1000)));
        assertEquals(0, memory.openBuffers());
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
        assertEquals(expected, reason(firmware, new MemoryRequest.Owned(start, bytes)));
        assertEquals(expected, reason(named, new MemoryRequest.Physical(start, bytes)));
        assertEquals(0, memory.openBuffers());
    }

    @ParameterizedTest
    @CsvSource({"-1", "2", "2147483647", "-2147483648"})
    void anIndexThatNoRegionHasIsRefused(int index) {
        assertEquals(Reason.NO_SUCH_REGION, reason(named, new MemoryRequest.RegionByIndex(index)));
    }

    @Test
    void aRefusalTellsRegionAndRequest() {
        var refused = assertThrows(
                MemoryRefusedException.class, () -> firmware.grant(new MemoryRequest.Owned(0x1000, 0x2000)));
        assertEquals(
                "not wholly inside one of [disp-0 at 0x23fe00000, size 0x8000, disp-1 at 0x23fe10000, size 0x4000]:"
                        + " iova=0x1000, size=0x2000",
                refused.getMessage());
    }

    @Test
    void servesASessionsTwoKindsOfRequest() throws MemoryRefusedException {
        assertEquals(SRAM, firmware.asDeviceMemory().map(SRAM, 0x1000).iova());
        assertThrows(
                MemoryRefusedException.class, () -> firmware.asDeviceMemory().allocate(0x1000));
        assertEquals(0x1000, ap.asDeviceMemory().allocate(0x1000).sizeBytes());
    }

    private static Reason reason(MemoryBroker broker, MemoryRequest request) {
        return assertThrows(MemoryRefusedException.class, () -> broker.grant(request))
                .reason();
    }
}
