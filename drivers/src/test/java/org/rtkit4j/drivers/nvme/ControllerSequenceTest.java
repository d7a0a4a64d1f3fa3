package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.nvme.LogId;

/// The accesses that bring a controller up and down, in order, as each kind of chip wants them. Source of the orders:
/// linux `apple.c` (apple_nvme_reset_work, apple_nvme_disable), aurora-silicon's for t8132.
class ControllerSequenceTest {
    private static final CrashCause CAUSE = new CrashCause.FailedAssert("ftl.c", 1, "made by a test");

    private final ControllerTap tap = new ControllerTap();

    private NvmeRig rig(String profile) throws Exception {
        var clock = new ManualClock();
        var emulated = EmulatedMachine.with(Profile.named(profile)).clock(clock).build();
        return new NvmeRig(emulated, clock, NvmeRig.OPTIONS, true, tap.on(NvmeRig.nvme(emulated.coprocessor())));
    }

    /// Returns the writes but for doorbells and the invalidations behind commands.
    private List<String> settings() {
        return tap.writes.stream()
                .filter(write -> !write.matches("(2490c|24910|100[048c]|28118)=.*"))
                .toList();
    }

    @Test
    void aLinearControllerIsToldOfItsTcbs() throws Exception {
        try (var rig = rig("ans")) {
            assertEquals(
                    List.of(
                            "24908=1",
                            "1210=400040",
                            "28100=3f",
                            "24=10001",
                            "28=address",
                            "30=address",
                            "28108=address",
                            "28110=address",
                            "14=460001"),
                    settings());
            assertEquals(
                    List.of(
                            "admin 06 tag=0 ns=0 cdw10=1 cdw11=0",
                            "admin 06 tag=0 ns=1 cdw10=0 cdw11=0",
                            "admin 09 tag=0 ns=0 cdw10=7 cdw11=0",
                            "admin 05 tag=0 ns=0 cdw10=3f0001 cdw11=3",
                            "admin 01 tag=0 ns=0 cdw10=3f0001 cdw11=10001"),
                    tap.commands("admin"));
            tap.forget();
            rig.disk.close();
            assertEquals(List.of("14=464001", "14=460000"), settings());
            assertEquals(
                    List.of("admin 00 tag=0 ns=0 cdw10=1 cdw11=0", "admin 04 tag=0 ns=0 cdw10=1 cdw11=0"),
                    tap.commands("admin"));
        }
    }

    // One entry of a ring stays empty, so I/O has the tags up to 14: 15 can be live in the admin queue only.
    @Test
    void aControllerWithRingsHasItsAdminTagBehindThoseOfIo() throws Exception {
        try (var rig = rig("ans-t8015")) {
            assertEquals(List.of("1210=100010", "24=10001", "28=address", "30=address", "14=470001"), settings());
            assertEquals(
                    List.of(
                            "admin 06 tag=15 ns=0 cdw10=1 cdw11=0",
                            "admin 06 tag=15 ns=1 cdw10=0 cdw11=0",
                            "admin 09 tag=15 ns=0 cdw10=7 cdw11=0",
                            "admin 05 tag=15 ns=0 cdw10=f0001 cdw11=3",
                            "admin 01 tag=15 ns=0 cdw10=f0001 cdw11=10001"),
                    tap.commands("admin"));
            assertEquals(15, rig.disk.traits().depth());
        }
    }

    // Addresses go low half first; the bases of the I/O queues follow the commands that make the queues. It counts
    // none, and its way down is to be disabled.
    @Test
    void aControllerWithQueueRegistersWantsAddressesInHalves() throws Exception {
        try (var rig = rig("ans-t8132")) {
            List<String> offsets = settings().stream()
                    .map(write -> write.replaceFirst("=.*", ""))
                    .toList();
            assertEquals(
                    List.of(
                            "24908", "1210", "28100", "24", "28", "2c", "30", "34", "28108", "2810c", "28110", "28114",
                            "14", "1200", "1204", "1208", "120c"),
                    offsets);
            assertTrue(settings().contains("1210=3f003f"), "63 is the most: with 64 head 63 is taken for an error");
            assertEquals(
                    List.of("06", "06", "05", "01"),
                    tap.commands("admin").stream()
                            .map(command -> command.replaceFirst("^\\S+ (\\S+).*", "$1"))
                            .toList());
            tap.forget();
            rig.disk.close();
            assertEquals(List.of("14=460000"), settings());
            assertEquals(List.of(), tap.commands("admin"));
        }
    }

    @Test
    void aLogIsAskedForInDwords() throws Exception {
        try (var rig = rig("ans")) {
            tap.forget();
            rig.disk.log(LogId.SMART, 512);
            assertEquals(List.of("admin 02 tag=0 ns=-1 cdw10=7f0002 cdw11=0"), tap.commands("admin"));
        }
    }

    /// What the boot loader left running is stopped before it is configured.
    @Test
    void aControllerThatIsUpIsDisabledFirst() throws Exception {
        var clock = new ManualClock();
        var emulated = EmulatedMachine.with(Profile.named("ans")).clock(clock).build();
        var first = new NvmeRig(emulated, clock, NvmeRig.OPTIONS, true);
        var platform = tap.on(NvmeRig.nvme(emulated.coprocessor()));
        try (var second = NvmeDisk.open(first.iop, first.watch, platform, NvmeRig.OPTIONS.with(clock, first::idle))) {
            assertEquals(List.of("14=460000", "24908=1"), settings().subList(0, 2));
            assertEquals(first.disk.info(), second.info());
        }
        first.iop.close();
    }

    @Test
    void anAdminQueueHasItsMemoryForItself() throws Exception {
        try (var _ = rig("ans")) {
            int entries = 2 * 64;
            assertArrayEquals(new byte[0x1000 - entries], tap.at(0x28, entries, 0x1000 - entries));
        }
    }

    /// Source: linux drivers/nvme/host/apple.c.
    @Test
    void aControllerIsEnabledOnTcbsThatAreCleared() throws Exception {
        try (var rig = rig("ans")) {
            assertTrue(rig.write(1, NvmeRig.block(1, 1)).isOk());
            tap.onEnable = () -> {
                assertArrayEquals(new byte[64 * 128], tap.at(0x28108, 0, 64 * 128));
                assertArrayEquals(new byte[64 * 128], tap.at(0x28110, 0, 64 * 128));
            };
            rig.coprocessor.crash(CAUSE);
            assertTrue(rig.flush().isOk());
            assertEquals(1, rig.disk.restarts());
        }
    }

    /// Pages to a power of two; 0: no bound of its own.
    @ParameterizedTest
    @CsvSource({"3, 32768", "0, 65536", "4, 65536", "5, 65536"})
    void aTransferIsNoLongerThanBothSidesTake(int mdts, int bytes) throws Exception {
        tap.mdts = mdts;
        try (var rig = rig("ans")) {
            assertEquals(bytes, rig.disk.traits().maxTransferBytes());
            tap.mdts = -1;
        }
    }

    /// The controller begins at the first entries again, and so must the driver: a restart is one boot long.
    @ParameterizedTest
    @ValueSource(strings = {"ans", "ans-t8015"})
    void aRestartSucceedsTheFirstTime(String profile) throws Exception {
        try (var rig = rig(profile)) {
            assertTrue(rig.write(1, NvmeRig.block(1, 1)).isOk());
            tap.forget();
            rig.coprocessor.crash(CAUSE);
            assertTrue(rig.flush().isOk());
            assertEquals(
                    1,
                    IntStream.range(0, tap.writes.size())
                            .filter(i -> tap.writes.get(i).matches("14=4[67]0001"))
                            .count());
            assertEquals(1, rig.disk.restarts());
        }
    }
}
