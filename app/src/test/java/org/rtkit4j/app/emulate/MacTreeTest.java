package org.rtkit4j.app.emulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.devicetree.adt.AdtReader;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;

/// What m1n1's scripts look for in Apple's tree, by the offsets of its `adt.py` and `adt.h`.
class MacTreeTest {
    private final DeviceTree tree = tree("dcp", "smc", "ans");

    private static DeviceTree tree(String first, String... more) {
        var builder = EmulatedMachine.with(Profile.named(first));
        List.of(more).forEach(name -> builder.and(Profile.named(name)));
        try {
            return AdtReader.read(MacTree.of(builder.build().coprocessors()));
        } catch (TreeFormatException e) {
            throw new AssertionError(e);
        }
    }

    private ByteBuffer property(String path, String name) {
        byte[] bytes = tree.at(path).orElseThrow().property(name).orElseThrow().bytes();
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String name(ByteBuffer list, int at) {
        byte[] bytes = new byte[16];
        list.get(at, bytes);
        return new String(bytes, StandardCharsets.US_ASCII).replaceFirst("\0.*", "");
    }

    @Test
    void everyDeviceOfThePowerManagerHasAPowerDomain() {
        ByteBuffer devices = property("/arm-io/pmgr", "devices");
        ByteBuffer domains = property("/arm-io/pmgr", "power-domains");
        assertEquals(4 * 0x30, devices.limit());
        assertEquals(4 * 24, domains.limit());
        for (int i = 0; i < 4; i++) {
            assertEquals(devices.get(i * 0x30 + 14), domains.get(i * 24 + 3));
            assertEquals(name(devices, i * 0x30 + 32), name(domains, i * 24 + 8));
        }
    }

    @Test
    void theListsThatTheDumpOfThePowerManagerReadsAreThere() {
        assertEquals(24, property("/arm-io/pmgr", "clocks").limit());
        assertEquals(24, property("/arm-io/pmgr", "events").limit());
        assertEquals(16, property("/arm-io/pmgr", "perf-regs").limit());
    }

    @Test
    void everyNubSaysWhereItsFirmwareLies() {
        long[] places = new long[3];
        String[] names = {"dcp", "smc", "ans"};
        for (int i = 0; i < names.length; i++) {
            String nub = "/arm-io/%s/iop-%s-nub".formatted(names[i], names[i]);
            ByteBuffer segment = property(nub, "segment-ranges");
            assertEquals(32, segment.limit());
            assertEquals(
                    "__TEXT",
                    tree.at(nub)
                            .orElseThrow()
                            .property("segment-names")
                            .orElseThrow()
                            .string());
            assertEquals(0, property(nub, "asc-dram-mask").getLong(0));
            assertEquals(segment.getLong(8), segment.getLong(16));
            assertTrue(segment.getInt(24) > 0);
            places[i] = segment.getLong(0);
        }
        assertArrayEquals(new long[] {0x8_0400_0000L, 0x8_0480_0000L, 0x8_0500_0000L}, places);
    }

    @Test
    void aDartSaysWhereItsAddressesBegin() {
        assertEquals(0x8000_0000L, property("/arm-io/dart-dcp", "vm-base").getLong(0));
    }
}
