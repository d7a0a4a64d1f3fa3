package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.nvme.LogId;
import org.rtkit4j.wire.nvme.NvmeRegisters;

/// The driver on firmware of every year, without being told which; and on every answer to what no source settles.
class NvmeGenerationTest {
    static Stream<Profile> everyFirmware() {
        var all = Stream.of(
                        "ans",
                        "ans-12.3",
                        "ans-13.5",
                        "ans-14.7",
                        "ans-15",
                        "ans-26",
                        "ans-27",
                        "ans-t8015",
                        "ans-t8132")
                .map(Profile::named);
        var guesses = Stream.of("any", "used", "absent")
                .flatMap(check -> Stream.of("noticed", "reserved")
                        .map(opcode -> Profile.named("ans")
                                .with("nvme.null-check", check)
                                .with("nvme.tcb-opcode", opcode)
                                .with("nvme.admin-data", "page")));
        var onOtherChips = Stream.of(
                Profile.named("ans-t8132").with("nvme.null-check", "absent"),
                Profile.named("ans-t8132").with("nvme.tcb-opcode", "reserved"),
                Profile.named("ans-t8015").with("nvme.answered-id", "next"));
        return Stream.of(all, guesses, onOtherChips).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("everyFirmware")
    void bootsReadsWritesFlushesAndTrims(Profile profile) throws Exception {
        try (NvmeRig rig = NvmeRig.of(profile.with("nvme.blocks", "1024"))) {
            for (int block = 0; block < 40; block++) {
                assertTrue(rig.write(block, NvmeRig.block(block, 1)).isOk());
            }
            assertTrue(rig.flush().isOk());
            assertArrayEquals(NvmeRig.block(39, 1), rig.read(39, 1));
            assertEquals(16 * Pages.BYTES, rig.read(0, 16).length);
            var trim = new DiskCommand(_ -> {}).trim(0, Pages.BYTES);
            assertTrue(rig.run(trim).isOk());
            rig.requireNoHostBugs();
        }
    }

    // MDTS 0: the longest that the driver can, which is more than a page.
    @ParameterizedTest
    @MethodSource("everyFirmware")
    void takesLongTransfersWhereNoLimitIsTold(Profile profile) throws Exception {
        try (NvmeRig rig = NvmeRig.of(profile.with("nvme.transfer", "0").with("nvme.blocks", "1024"))) {
            byte[] blocks = new byte[16 * Pages.BYTES];
            Arrays.fill(blocks, (byte) 0x5a);
            assertTrue(rig.write(3, blocks).isOk());
            assertArrayEquals(blocks, rig.read(3, 16));
            rig.requireNoHostBugs();
        }
    }

    // It has null PRPs there at first, and learns from the first Identify. The register that would let them pass is not
    // touched: on such a machine it may be gone, and stop it.
    @Test
    void survivesAnM4ThatLooksForNullPrps() throws Exception {
        Profile profile = Profile.named("ans-t8132").with("nvme.blocks", "1024").with("nvme.null-check", "any");
        try (NvmeRig rig = NvmeRig.of(profile)) {
            assertTrue(rig.write(7, NvmeRig.block(7, 2)).isOk());
            assertTrue(rig.flush().isOk());
            assertTrue(rig.run(new DiskCommand(_ -> {}).trim(0, Pages.BYTES)).isOk());
            assertArrayEquals(NvmeRig.block(7, 2), rig.read(7, 1));
            int control = rig.coprocessor.window("nvme").read32(NvmeRegisters.UNKNOWN_CTRL);
            assertEquals(1, NvmeRegisters.PRP_NULL_CHECK.get(control), "the check is on");
        }
    }

    static Stream<Profile> firmwareThatMindsUnusedPrps() {
        var linear =
                Stream.of("ans", "ans-13.5", "ans-15", "ans-27", "ans-t8132").map(Profile::named);
        var checked = Profile.named("ans").with("nvme.null-check", "any");
        return Stream.concat(linear, Stream.of(checked)).map(profile -> profile.with("nvme.unused-prp", "refused"));
    }

    // It is told at the first command without data; the disk knows nothing of it.
    @ParameterizedTest
    @MethodSource("firmwareThatMindsUnusedPrps")
    void survivesFirmwareThatMindsUnusedPrps(Profile profile) throws Exception {
        try (NvmeRig rig = NvmeRig.of(profile.with("nvme.blocks", "1024").with("nvme.loss", "all"))) {
            assertTrue(rig.write(7, NvmeRig.block(7, 2)).isOk());
            assertTrue(rig.flush().isOk());
            assertTrue(rig.run(new DiskCommand(_ -> {}).writeZeroes(8L * Pages.BYTES, Pages.BYTES, false))
                    .isOk());
            if (profile.isResettable()) {
                rig.coprocessor.crash(new CrashCause.FailedAssert("ftl.c", 1, "test"));
            }
            assertArrayEquals(NvmeRig.block(7, 2), rig.read(7, 1));
            assertEquals(16 * Pages.BYTES, rig.read(0, 16).length);
        }
    }

    // What the host before has cleared comes back with the first reset.
    @Test
    void survivesACheckOfNullPrpsThatComesBack() throws Exception {
        Profile profile = Profile.named("ans")
                .with("nvme.null-check", "any")
                .with("nvme.unused-prp", "refused")
                .with("nvme.blocks", "1024");
        var clock = new ManualClock();
        EmulatedMachine emulated = EmulatedMachine.with(profile).clock(clock).build();
        emulated.coprocessor().window("nvme").write32(NvmeRegisters.UNKNOWN_CTRL, 0);
        try (var rig = new NvmeRig(emulated, clock, NvmeRig.OPTIONS, true)) {
            assertTrue(rig.write(7, NvmeRig.block(7, 2)).isOk());
            assertTrue(rig.flush().isOk());
            rig.coprocessor.crash(new CrashCause.FailedAssert("ftl.c", 1, "test"));
            assertArrayEquals(NvmeRig.block(7, 2), rig.read(7, 1));
        }
    }

    @ParameterizedTest
    @MethodSource("everyFirmware")
    void bringsItBackAfterACrashWithAllThatWasAnswered(Profile profile) throws Exception {
        try (NvmeRig rig = NvmeRig.of(profile.with("nvme.blocks", "1024").with("nvme.loss", "all"))) {
            if (!profile.isResettable()) {
                return;
            }
            assertTrue(rig.write(7, NvmeRig.block(7, 2)).isOk());
            rig.coprocessor.crash(new CrashCause.FailedAssert("ftl.c", 1, "test"));
            assertArrayEquals(NvmeRig.block(7, 2), rig.read(7, 1));
        }
    }

    // What CVE-2026-72131 is about: an admin command while I/O is on its way, on the chip whose firmware has one
    // table of tags for both queues.
    @Test
    void onA11NoTagIsEverLiveInBothQueues() throws Exception {
        var profile = Profile.named("ans-t8015").with("nvme.blocks", "1024");
        try (NvmeRig rig = NvmeRig.of(profile)) {
            var random = new SplittableRandom(72131);
            for (int round = 0; round < Integer.getInteger("rtkit.rounds", 2000); round++) {
                fill(rig, random);
                assertEquals(512, rig.disk.log(LogId.SMART, 512).length);
                rig.settle();
            }
            assertEquals(FirmwareState.RUNNING, rig.coprocessor.state());
            rig.requireNoHostBugs();
        }
    }

    private static void fill(NvmeRig rig, SplittableRandom random) {
        for (int i = 0; i < 15; i++) {
            var buffer = ByteBuffer.allocate(Pages.BYTES);
            long offset = random.nextInt(1024) * (long) Pages.BYTES;
            rig.submit(new DiskCommand(_ -> {}).read(offset, buffer, 0, Pages.BYTES));
        }
    }
}
