package org.rtkit4j.emulator.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.emulator.nvme.HandHost.Entry;
import org.rtkit4j.emulator.profile.Profile;

/// What m1n1's `nvme.c` does on hardware and drivers of operating systems do not: it enables the controller as the
/// boot loader left it, and reads with a length of two blocks and one PRP.
class BootLoaderHostTest {
    private static final int CC = 0x14;
    private static final int CSTS = 0x1c;
    private static final int SHN = 3 << 14;
    private static final int ENTRIES = 63;

    private final HandHost host = HandHost.of("ans");

    // The order is nvme_init's: nothing is written to CC but EN, and SHN cleared.
    private void bringUp() {
        host.ap.boot();
        host.nvme.write32(0x24908, host.nvme.read32(0x24908) | 1);
        host.nvme.write32(0x24008, host.nvme.read32(0x24008) & ~0x800);
        host.nvme.write32(0x1210, ENTRIES << 16 | ENTRIES);
        host.nvme.write32(0x28100, ENTRIES);
        host.nvme.write64(0x28108, host.admin.tcbs);
        host.nvme.write64(0x28110, host.io.tcbs);
        host.nvme.write32(CC, host.nvme.read32(CC) & ~1);
        host.settle();
        host.nvme.write64(0x28, host.admin.sq);
        host.nvme.write64(0x30, host.admin.cq);
        host.nvme.write32(0x24, 1 << 16 | 1);
        host.nvme.write32(CC, (host.nvme.read32(CC) & ~SHN) | 1);
        host.settle();
        assertEquals(1, host.nvme.read32(CSTS));
    }

    private void createQueues() {
        assertEquals(0, host.createCq(1).status() >>> 1, "create I/O completion queue");
        assertEquals(0, host.createSq().status() >>> 1, "create I/O submission queue");
    }

    @Test
    void enablesTheControllerAsTheBootLoaderLeftIt() {
        bringUp();
        createQueues();
    }

    @Test
    void enablesTheControllerAgainAfterAShutdownAndAReset() {
        bringUp();
        createQueues();
        host.nvme.write32(CC, (host.nvme.read32(CC) & ~SHN) | 1 << 14);
        host.settle();
        host.nvme.write32(CC, host.nvme.read32(CC) & ~1);
        host.settle();
        host.ap.iop.reset();
        host.ap.settle();
        host.admin.forget();
        bringUp();
        createQueues();
    }

    @ParameterizedTest
    @CsvSource({"ans, 0x00460000", "ans-t8015, 0x00470000", "ans-t8132, 0x00460000"})
    void sizesOfEntriesAreThereBeforeAnybodyWritesThem(String profile, String cc) {
        assertEquals(Integer.decode(cc), HandHost.of(profile).nvme.read32(CC));
    }

    // nvme_read asks for blocks 0..1 of the standard's count, gives memory for the first, and means that one alone.
    private Entry readOfM1n1(long block, long page) {
        return HandHost.read(block, 2, page, 0);
    }

    @Test
    void aReadWhosePrp2IsNullEndsWithItsFirstPageWhileTheCheckIsOff() {
        host.start();
        host.writeBlock(5, 0x55);
        host.writeBlock(6, 0x66);
        long page = host.pages(2);
        assertEquals(0, host.io(readOfM1n1(5, page)).status() >>> 1);
        assertArrayEquals(HandHost.block(0x55), host.memory(page, 4096));
        assertArrayEquals(new byte[4096], host.memory(page + 4096, 4096), "only what a PRP names is written");
    }

    @Test
    void aReadWhosePrp2IsNullIsRefusedWhileTheCheckOfAnyIsOn() {
        var strict = new HandHost(Profile.named("ans").with("nvme.null-check", "any")).start();
        strict.nvme.write32(0x24008, strict.nvme.read32(0x24008) | 0x800);
        assertEquals(0x02, strict.io(readOfM1n1(5, strict.pages(1))).code());
    }

    @Test
    void aWriteWhosePrp2IsNullIsRefused() {
        host.start();
        assertEquals(0x04, host.io(HandHost.write(5, 2, host.pages(1), 0)).code());
    }

    @Test
    void aListAtAddressZeroIsRefused() {
        host.start();
        assertEquals(0x04, host.io(HandHost.read(5, 3, host.pages(1), 0)).code());
    }
}
