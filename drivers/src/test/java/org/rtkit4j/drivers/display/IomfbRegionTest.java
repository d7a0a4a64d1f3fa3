package org.rtkit4j.drivers.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.display.CallResult;
import org.rtkit4j.wire.iomfb.IomfbCallback;

/// What the firmware may ask for of memory and registers, and what not: each refusal is answered, counted and told, and
/// nothing is mapped for it.
class IomfbRegionTest {
    private static CallResult call(IomfbRig rig, IomfbCallback callback, Map<String, Long> arguments) throws Exception {
        CallResult result = rig.hands().call(callback, arguments);
        rig.await(result::isAnswered);
        return result;
    }

    // Of the profile: 0x3e8000 bytes at 0x230000000, 0x4000 at 0x231320000, and others.
    @ParameterizedTest
    @CsvSource({
        "0x0, 0x4000",
        "0x22fffc000, 0x4000",
        "0x22ffff000, 0x2000",
        "0x2303e8000, 0x1000",
        "0x2303e7000, 0x1001",
        "0x2303e7000, 0x2000",
        "0x230000000, 0x3e8001",
        "0x230000000, 0x0",
        "0x230000000, 0x7fffffffffffffff",
        "0x230000000, -0x1",
        "0x230000000, -0x1000",
        "-0x1000, 0x1000",
        "-0x1000, 0x1001",
        "-0x1, 0x1",
        "0x800000000, 0x4000",
        "0x232000000, 0x4000"
    })
    void whatIsNotWhollyADisplaysRegisterIsNotMapped(String address, String size) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            int openings = rig.gate.openings();
            CallResult result = call(
                    rig, IomfbCallback.MAP_PHYSICAL, Map.of("paddr", Long.decode(address), "size", Long.decode(size)));
            assertEquals(0, result.returned());
            assertEquals(0, result.out("dva"));
            assertEquals(0, result.out("dva_size"));
            assertEquals(openings, rig.gate.openings());
            requireOneRefusal(rig, "refused to the firmware: map_physical, ");
        }
    }

    private static void requireOneRefusal(IomfbRig rig, String start) {
        assertEquals(1, rig.display().refusals());
        assertEquals(1, rig.diary.troubles.size(), rig.diary::toString);
        assertTrue(rig.diary.troubles.getFirst().startsWith(start), rig.diary::toString);
    }

    @Test
    void wholePagesOfRegistersAreMappedAndReleased() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            int openings = rig.gate.openings();
            CallResult mapped = call(rig, IomfbCallback.MAP_PHYSICAL, Map.of("paddr", 0x2_3132_0000L, "size", 0x3001L));
            assertEquals(0x2_3132_0000L, mapped.out("dva"));
            assertEquals(0x4000, mapped.out("dva_size"));
            assertEquals(openings + 1, rig.gate.openings());
            CallResult released = call(rig, IomfbCallback.RELEASE_DESCRIPTOR, Map.of("descriptor", mapped.returned()));
            assertEquals(1, released.returned());
            assertEquals(openings, rig.gate.openings());
            assertEquals(0, rig.display().refusals());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL})
    void registersBeyondTheLastAreNotGiven(long index) throws Exception {
        for (String version : new String[] {"12.3", "13.5"}) {
            try (var rig = IomfbRig.up(IomfbRig.PANEL.with("display.iomfb", version))) {
                int openings = rig.gate.openings();
                CallResult result = call(rig, IomfbCallback.MAP_REG, Map.of("index", index));
                assertEquals(1, result.returned());
                assertEquals(0, result.out("address"));
                assertEquals(0, result.out("length"));
                assertEquals(openings, rig.gate.openings());
                requireOneRefusal(rig, "refused to the firmware: sr_map_device_memory_with_index, no region has index");
            }
        }
    }

    @Test
    void newerFirmwareIsGivenTheAddressTooAndOncePerRegion() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL.with("display.iomfb", "13.5"))) {
            int openings = rig.gate.openings();
            for (int i = 0; i < 3; i++) {
                CallResult result = call(rig, IomfbCallback.MAP_REG, Map.of("index", 2L));
                assertEquals(0x2_3134_4000L, result.out("dva"));
                assertEquals(0x2_3134_4000L, result.out("address"));
                assertEquals(0x4000, result.out("length"));
            }
            assertEquals(openings, rig.gate.openings());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -0x1000, Long.MIN_VALUE, Long.MAX_VALUE, 0x1_0000_0000L, (64L << 20) + 1})
    void memoryWithoutMeasureIsNotAllocated(long size) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            int open = rig.dcp.memory().openBuffers();
            CallResult result = call(rig, IomfbCallback.ALLOCATE_BUFFER, Map.of("size", size));
            assertEquals(0, result.returned());
            assertEquals(0, result.out("dva"));
            assertEquals(open, rig.dcp.memory().openBuffers());
            requireOneRefusal(rig, "refused to the firmware: allocate_buffer, ");
        }
    }

    @Test
    void descriptorsEndAfterTheLastAndNumberZeroIsNone() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            var numbers = new LinkedHashMap<Long, Long>();
            for (CallResult result = call(rig, IomfbCallback.ALLOCATE_BUFFER, Map.of("size", 1L));
                    result.returned() != 0;
                    result = call(rig, IomfbCallback.ALLOCATE_BUFFER, Map.of("size", 1L))) {
                assertEquals(null, numbers.put(result.returned(), result.out("dva")));
            }
            assertEquals(127 - 2, numbers.size());
            requireOneRefusal(rig, "refused to the firmware: allocate_buffer, every descriptor is in use");
            for (long number : numbers.keySet()) {
                assertEquals(
                        1,
                        call(rig, IomfbCallback.RELEASE_DESCRIPTOR, Map.of("descriptor", number))
                                .returned());
            }
            assertEquals(2, rig.display().descriptors());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 127, 128, 0xffff_ffffL})
    void whatWasNotGivenIsNotReleased(long number) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            CallResult result = call(rig, IomfbCallback.RELEASE_DESCRIPTOR, Map.of("descriptor", number));
            assertEquals(0, result.returned());
            assertEquals(2, rig.display().descriptors());
            requireOneRefusal(rig, "refused to the firmware: release_mem_desc, no memory has the number " + number);
        }
    }

    // The second is registers, which are no buffer.
    @ParameterizedTest
    @ValueSource(longs = {0, 2, 3, 128, -1, Long.MIN_VALUE, 0x1_0000_0001L})
    void onlyABufferIsMappedForTheDisplay(long number) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            int openings = rig.gate.openings();
            CallResult result = call(rig, IomfbCallback.MAP_BUF, Map.of("buffer", number));
            assertTrue(result.returned() != 0);
            assertEquals(0, result.out("dva"));
            assertEquals(openings, rig.gate.openings());
            requireOneRefusal(rig, "refused to the firmware: map_buf, no memory has the number " + number);
        }
    }
}
