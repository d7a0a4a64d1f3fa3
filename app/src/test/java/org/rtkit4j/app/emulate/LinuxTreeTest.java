package org.rtkit4j.app.emulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Cli;
import org.rtkit4j.devicetree.DeviceTrees;
import org.rtkit4j.devicetree.coprocessor.Coprocessors;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.bridge.BridgeServer;
import org.rtkit4j.testkit.Corpus;

/// The tree that `--write-dtb` writes, as its readers see it: ours, dtc, and the emulator itself.
class LinuxTreeTest {
    static Stream<String> profiles() {
        return Stream.concat(Profile.names().stream(), Stream.of("ans,smc,dcp,mtp"));
    }

    @TempDir
    private Path folder;

    private Path write(String profiles) {
        Path file = folder.resolve("mac.dtb");
        var written = Cli.run("emulate", "--write-dtb", file.toString(), "--profile", profiles);
        assertEquals(0, written.status(), written::toString);
        return file;
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyProfilesCoprocessorIsFoundWhereItLies(String profiles) throws Exception {
        DeviceTree tree = DeviceTrees.read(write(profiles));
        assertTrue(tree.warnings().isEmpty(), tree.warnings()::toString);
        for (String name : profiles.split(",", -1)) {
            Profile profile = Profile.named(name);
            var found = Coprocessors.named(tree, MacTree.nodeName(profile)).orElseThrow();
            assertEquals(profile.mailbox().compatible(), found.mailbox().layout());
            assertEquals(profile.base() + 0x8000, found.mailbox().window().address());
            assertEquals(2, found.mailbox().interrupts().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ans,ans", "ans,smc,ans", "smc,dcp,mtp,mtp", "ans,ans-15", "smc,smc,smc"})
    void twoInOnePlaceAreNoTree(String profiles) {
        Path file = folder.resolve("mac.dtb");
        var refused = Cli.run("emulate", "--write-dtb", file.toString(), "--profile", profiles);
        assertEquals(2, refused.status(), refused::toString);
        // Where the second one says its place, or the one that it extends.
        String second = profiles.substring(profiles.lastIndexOf(',') + 1).replaceFirst("-.*", "");
        assertTrue(
                refused.err()
                        .matches("rtkit: %s\\.properties:\\d+: base = 0x\\w+: address is taken: address=0x\\w+, .*\n"
                                .formatted(second)),
                refused::toString);
        assertTrue(Files.notExists(file));
    }

    // No tree has a co-processor of the generic kind by name.
    @ParameterizedTest
    @ValueSource(strings = {"ans", "smc", "dcp", "mtp", "ans-t8015", "ans-t8132", "ans,smc,dcp,mtp", "dcp,dcpext"})
    void aMacThatIsBuiltFromItIsTheSame(String profiles) throws Exception {
        var read = List.of(profiles.split(",", -1)).stream().map(Profile::named).toList();
        var placed = TreeProfiles.placed(read, write(profiles));
        for (int i = 0; i < read.size(); i++) {
            assertEquals(read.get(i).base(), placed.get(i).base());
            assertEquals(read.get(i).dma(), placed.get(i).dma());
            assertEquals(read.get(i).mailbox(), placed.get(i).mailbox());
            assertEquals(read.get(i).regions(), placed.get(i).regions());
            assertEquals(read.get(i).mtp(), placed.get(i).mtp());
        }
    }

    @Test
    void theKeyboardsChannelIsWhereTheMachineHasIt() throws Exception {
        DeviceTree tree = DeviceTrees.read(write("smc,mtp"));
        var mtp = Coprocessors.named(tree, "mtp").orElseThrow();
        long device = 0x5_14b0_0000L;
        assertEquals(device + 0x14000, mtp.window("irq").orElseThrow().address());
        assertEquals(device + 0x30000, mtp.window("config").orElseThrow().address());
        assertEquals(device + 0x34000, mtp.window("data").orElseThrow().address());
        assertEquals(0x5_1460_0000L, mtp.cpu().address());
        var input = tree.at("/soc@200000000/fifo@514b14000/input@8000").orElseThrow();
        assertEquals(List.of("tx", "rx"), input.strings("interrupt-names"));
        var smc = Coprocessors.named(tree, "smc").orElseThrow();
        assertTrue(smc.window("irq").isEmpty());
    }

    @Test
    void whatTheSmcRemembersIsFoundByName() throws Exception {
        DeviceTree tree = DeviceTrees.read(write("ans,smc"));
        var reboot = tree.at("/soc@200000000/smc@23e400000/reboot").orElseThrow();
        assertEquals(
                List.of("shutdown_flag", "boot_stage", "boot_error_count", "panic_count"),
                reboot.strings("nvmem-cell-names"));
        int[] cells = reboot.property("nvmem-cells").orElseThrow().cells();
        assertEquals(4, cells.length);
        assertEquals(
                "panic-count@9f02,4", tree.byPhandle(cells[3]).orElseThrow().name());
        assertTrue(DeviceTrees.read(write("ans")).nodes().stream()
                .noneMatch(node -> node.baseName().equals("spmi")));
    }

    // User Mode Linux leaves a gap of a random size in the file that is its memory, up to a gigabyte.
    @Test
    void theLargestMemoryOfAKernelIsInReachOfItsDevices() throws Exception {
        var ranges = DeviceTrees.read(write("ans"))
                .at("/soc@200000000")
                .flatMap(soc -> soc.property("dma-ranges"))
                .orElseThrow();
        assertEquals(0x8_0000_0000L, ranges.number(0, 2));
        assertEquals(BridgeServer.MOST_MEMORY_BYTES, ranges.number(4, 2));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void dtcHasNothingToComplainOf(String profiles) throws Exception {
        Path output = folder.resolve("dtc.txt");
        Process dtc = start(
                output,
                "dtc",
                "-I",
                "dtb",
                "-O",
                "dts",
                "-o",
                "/dev/null",
                write(profiles).toString());
        assertTrue(dtc.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, dtc.exitValue(), () -> text(output));
        assertEquals("", text(output));
    }

    private static Process start(Path output, String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            Assumptions.assumeFalse(!Corpus.isRequired("dtc"), "no dtc here");
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void devicesShowsWhatALinuxDriverNeeds() {
        var devices = Cli.run("devices", "--dtb", write("ans,smc").toString());
        assertEquals(0, devices.status(), devices::toString);
        assertTrue(devices.out().contains("compatible   apple,t8103-nvme-ans2, apple,nvme-ans2"), devices::toString);
        assertTrue(devices.out().contains("SART iommu@27bc50000: apple,t8103-sart"), devices::toString);
        assertTrue(devices.out().contains("registers    sram: 0x23fe00000"), devices::toString);
    }
}
