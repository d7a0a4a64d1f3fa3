package org.rtkit4j.app.emulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.devicetree.adt.AdtReader;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;

/// The storage co-processor of the emulated Mac: where a host at the other end of a cable looks for it.
class EmulatedStorageTest {
    private static final long PMGR_STATE_OF_FIRST = MacTree.PMGR + 8;
    private static final long RESET = 1L << 31;

    private static EmulatedMac mac(String profile) {
        return new EmulatedMac(List.of(Profile.named(profile)));
    }

    // Addresses and sizes in turn.
    private static long[] reg(EmulatedMac mac) throws TreeFormatException {
        byte[] tree = MacTree.of(mac.coprocessors());
        Node ans = AdtReader.read(tree).at("/arm-io/ans").orElseThrow();
        int[] cells = ans.property("reg").orElseThrow().cells();
        long[] numbers = new long[cells.length / 2];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.toUnsignedLong(cells[2 * i]) | (long) cells[2 * i + 1] << 32;
        }
        return numbers;
    }

    @Test
    void theFourthRangeOfItsNodeIsTheController() throws Exception {
        try (var mac = mac("ans")) {
            long[] reg = reg(mac);
            assertArrayEquals(
                    new long[] {0x7740_0000L, 0xc000, 0x7740_0000L, 0, 0x7740_0000L, 0, 0x7bcc_0000L, 0x4_0000}, reg);
            long nvme = MacTree.IO_BASE + reg[6];
            assertEquals(0x20_0a01_003fL, mac.load(nvme, 8), "CAP");
            assertEquals(0, mac.load(nvme + 0x1300, 4), "BOOT_STATUS of a co-processor that is not started");
            mac.store(nvme + 0x28108, 4, 0x1234_4000);
            mac.store(nvme + 0x2810c, 4, 8);
            assertEquals(0x8_1234_4000L, mac.load(nvme + 0x28108, 8), "written as m1n1 does, in halves");
        }
    }

    @Test
    void theStorageOfM4HasANodeOfTheSameNameAndNoReset() throws Exception {
        try (var mac = mac("ans-t8132")) {
            long[] reg = reg(mac);
            assertEquals(10, reg.length);
            assertEquals(63, mac.load(MacTree.IO_BASE + reg[6], 2), "MQES");
            assertEquals(0, mac.load(MacTree.IO_BASE + reg[8] + 0x28120, 4), "TCB_STAT");
            assertEquals(-1, mac.power().reset(0, "ANS2"));
            assertThrows(TargetFaultException.class, () -> mac.store(PMGR_STATE_OF_FIRST, 4, RESET | 0xf));
        }
    }
}
