package org.rtkit4j.emulator.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.HandAp;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.machine.BusFault;
import org.rtkit4j.emulator.nvme.HandHost.Entry;
import org.rtkit4j.emulator.profile.Profile;

/// What firmware of each year does to hosts of each year; by hand, as linux before and after August 2026 and m1n1
/// do it.
class NvmeGenerationsTest {
    private static final int UNKNOWN_CTRL = 0x24008;

    private static HandHost booted(String profile) {
        HandHost host = HandHost.of(profile);
        host.ap.boot();
        return host;
    }

    // As linux since August 2026: 0x24008 is left alone.
    private static void enable(HandHost host) {
        host.nvme.write32(0x24908, 1);
        host.nvme.write32(0x1210, 0x0040_0040);
        host.nvme.write32(0x28100, 63);
        host.nvme.write64(0x28108, host.admin.tcbs);
        host.nvme.write64(0x28110, host.io.tcbs);
        host.nvme.write32(0x24, 1 << 16 | 1);
        host.nvme.write64(0x28, host.admin.sq);
        host.nvme.write64(0x30, host.admin.cq);
        host.nvme.write32(0x14, HandHost.CC_ENABLE);
        host.settle();
        assertEquals(1, host.nvme.read32(0x1c), "CSTS");
    }

    private static HandHost.Answer run(HandHost host, HandHost.Queue queue, Entry sqe, int opcode, int flags) {
        int tag = queue == host.admin ? 0 : 2;
        host.place(queue, tag, sqe, HandHost.tcb(tag, sqe).u8(0, opcode).u8(1, flags));
        host.ring(queue, tag);
        host.settle();
        return host.answer(queue);
    }

    private static HandHost ready(String profile) {
        HandHost host = booted(profile);
        enable(host);
        int size = 63 << 16 | 1;
        Entry createCq = HandHost.sqe(0x05).u64(24, host.io.cq).u32(40, size).u32(44, 3);
        assertEquals(0, run(host, host.admin, createCq, 0, 2).code());
        Entry createSq = HandHost.sqe(0x01).u64(24, host.io.sq).u32(40, size).u32(44, 0x1_0001);
        assertEquals(0, run(host, host.admin, createSq, 0, 2).code());
        return host;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ans-15", "ans-26", "ans-27"})
    void newFirmwareStopsTheApAtTheRegisterThatIsGone(String profile) {
        HandHost host = booted(profile);
        long there = 0x2_7bcc_0000L + UNKNOWN_CTRL;
        assertEquals(
                there,
                assertThrows(BusFault.class, () -> host.nvme.read32(UNKNOWN_CTRL))
                        .address());
        assertThrows(BusFault.class, () -> host.nvme.write32(UNKNOWN_CTRL, 0));
        assertThrows(BusFault.class, () -> host.nvme.read64(UNKNOWN_CTRL));
        assertEquals(HandHost.BOOT_OK, host.nvme.read32(0x1300), "its neighbours are there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ans", "ans-12.3", "ans-13.5", "ans-14.7"})
    void olderFirmwareHasIt(String profile) {
        assertEquals(0x800, booted(profile).nvme.read32(UNKNOWN_CTRL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ans", "ans-12.3", "ans-13.5", "ans-14.7", "ans-15", "ans-26", "ans-27"})
    void aHostOfAugust2026ReadsWritesAndFlushes(String profile) {
        HandHost host = ready(profile);
        long page = host.pages(1);
        host.memory(page, HandHost.block(0x5a));
        assertEquals(0, run(host, host.io, HandHost.write(3, 1, page, 0), 0, 2).code());
        assertEquals(0, run(host, host.io, HandHost.sqe(0x00), 0, 0).code());
        host.memory(page, HandHost.block(0));
        assertEquals(0, run(host, host.io, HandHost.read(3, 1, page, 0), 0, 1).code());
        assertEquals(0x5a, host.memory(page, 1)[0]);
    }

    @ParameterizedTest
    @CsvSource({"ans-12.3, 0x000", "ans-14.7, 0x000", "ans-15, 0x002", "ans-27, 0x002"})
    void anOpcodeInTheTcbIsRefusedByNewFirmware(String profile, String status) {
        HandHost host = ready(profile);
        long page = host.pages(1);
        assertEquals(
                Integer.decode(status),
                run(host, host.io, HandHost.read(3, 1, page, 0), 2, 1).code());
    }

    @Test
    void thatGuessCanBeAnsweredTheOtherWay() {
        var host = new HandHost(Profile.named("ans-15").with("nvme.tcb-opcode", "noticed"));
        host.ap.boot();
        enable(host);
        Entry features = HandHost.sqe(0x09).u32(40, 7).u32(44, 0);
        assertEquals(0, run(host, host.admin, features, 9, 0).code());
    }

    @ParameterizedTest
    @CsvSource({"ans-13.5, 0x002", "ans-15, 0x002"})
    void aDirectionWithoutDataIsRefused(String profile, String status) {
        assertEquals(
                Integer.decode(status),
                run(ready(profile), ready(profile).io, HandHost.sqe(0x00), 0, 3).code());
    }

    @ParameterizedTest
    @CsvSource({"ans-14.7, 0x000", "ans-15, 0x013"})
    void dataOfAdminCommandsBeginAtAPage(String profile, String status) {
        HandHost host = ready(profile);
        long pages = host.pages(2);
        Entry identify = HandHost.sqe(0x06)
                .u64(24, pages + 0x200)
                .u64(32, pages + 0x1000)
                .u32(40, 1);
        assertEquals(
                Integer.decode(status), run(host, host.admin, identify, 0, 1).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ans-12.3", "ans-15", "ans-27"})
    void withoutLinearQueuesNoTagIsTaken(String profile) {
        HandHost host = booted(profile);
        enable(host);
        host.nvme.write32(0x14, HandHost.CC_ENABLE & ~1);
        host.settle();
        host.nvme.write32(0x24908, 0);
        host.nvme.write32(0x14, HandHost.CC_ENABLE);
        host.settle();
        Entry identify = HandHost.sqe(0x06).u64(24, host.pages(1)).u32(40, 1);
        host.place(host.admin, 0, identify, HandHost.tcb(0, identify).u8(0, 0));
        host.ring(host.admin, 0);
        host.settle();
        assertTrue(host.storage.hostBugs().containsKey(HostBug.WRONG_DOORBELL));
    }

    @Test
    void onA11ATagThatIsLiveInBothQueuesEndsTheFirmware() {
        HandHost host = HandHost.of("ans-t8015").start();
        Entry read = HandHost.read(1, 1, host.pages(1), 0);
        Entry identify = HandHost.sqe(0x06).u64(24, host.pages(1)).u32(40, 1);
        host.place(host.io, 5, read, null);
        host.ring(host.io, 5);
        host.place(host.admin, 5, identify, null);
        host.ring(host.admin, 5);
        host.settle();
        assertEquals(FirmwareState.CRASHED, host.ap.iop.state());
        assertTrue(String.valueOf(host.ap.iop.crashCause()).contains("duplicate tag error for tag: 0x5"));
    }

    @Test
    void onA11OtherTagsAreNoHarmNorOnesThatHaveEnded() {
        HandHost host = HandHost.of("ans-t8015").start();
        for (int round = 0; round < 40; round++) {
            int tag = round % 14;
            Entry read = HandHost.read(1, 1, host.pages(1), 0);
            Entry identify = HandHost.sqe(0x06).u64(24, host.pages(1)).u32(40, 1);
            host.place(host.io, tag, read, null);
            host.ring(host.io, tag);
            host.place(host.admin, tag + 1, identify, null);
            host.ring(host.admin, tag + 1);
            host.settle();
            assertEquals(0, host.answer(host.io).code());
            assertEquals(0, host.answer(host.admin).code());
        }
        assertEquals(FirmwareState.RUNNING, host.ap.iop.state());
    }

    // As linux since 6.18, whose core writes the same CC for every controller.
    @Test
    void onA11EntriesLie128BytesApartAlsoWhereCcSays64() {
        HandHost host = booted("ans-t8015");
        host.enable();
        host.nvme.write32(0x14, HandHost.CC_ENABLE & ~1);
        host.settle();
        host.admin.forget();
        host.nvme.write32(0x14, HandHost.CC_ENABLE);
        host.settle();
        host.createQueues();
        for (int block = 0; block < 20; block++) {
            host.writeBlock(block, block + 1);
        }
        long page = host.pages(1);
        assertEquals(0, host.io(HandHost.read(19, 1, page, 0)).code());
        assertEquals(20, host.memory(page, 1)[0]);
    }

    @Test
    void everyGenerationSaysInWhatItDiffers() {
        assertEquals("absent", Profile.named("ans-15").differences().get("nvme.null-check"));
        assertEquals(
                "{smc.keys=notebook-27}", Profile.named("smc-27").differences().toString());
        for (String name : Profile.generations()) {
            assertTrue(Profile.named(name).differences().size() >= 1, name);
            assertEquals(FirmwareState.RUNNING, stateAfterBoot(name), name);
        }
    }

    private static FirmwareState stateAfterBoot(String name) {
        HandAp ap = HandAp.of(name);
        ap.run();
        ap.send(0, HandAp.SET_IOP_INIT);
        ap.serve();
        return ap.iop.state();
    }
}
