package org.rtkit4j.devicetree.closure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.devicetree.fdt.FdtReader;
import org.rtkit4j.devicetree.graph.Edge;
import org.rtkit4j.devicetree.modules.ModuleFolder;
import org.rtkit4j.devicetree.modules.ModuleFormatException;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.testkit.Corpus;

class ModuleClosureTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeAKernel() throws IOException {
        Files.writeString(folder.resolve("modules.dep"), """
                kernel/disk.ko: kernel/lib.ko
                kernel/lib.ko:
                kernel/clock.ko:
                kernel/mmc-host.ko:
                kernel/screen.ko:
                kernel/hid-generic.ko:
                """);
        Files.writeString(folder.resolve("modules.alias"), """
                alias of:N*T*Cx,disk disk
                alias of:N*T*Cx,clock clock
                alias of:N*T*Cx,mmc mmc_host
                alias of:N*T*Csimple-framebufferC* screen
                alias of:N*T*Csimple-framebuffer screen
                """);
        Files.writeString(folder.resolve("modules.builtin"), "kernel/x-power.ko\n");
    }

    private static Board board(String name, Consumer<NodeBuilder> filling) {
        NodeBuilder root = NodeBuilder.root(Encoding.FDT);
        filling.accept(root);
        return new Board(name, DeviceTree.of(root.build()));
    }

    private static Board diskBoard() {
        return board(
                "disk.dtb",
                root -> root.child(
                        "soc",
                        soc -> soc.strings("compatible", "simple-bus")
                                .child(
                                        "clock",
                                        c -> c.strings("compatible", "x,clock")
                                                .u32("phandle", 1)
                                                .u32("#clock-cells", 0))
                                .child(
                                        "power",
                                        p -> p.strings("compatible", "x,power").u32("phandle", 2))
                                .child(
                                        "filter",
                                        f -> f.strings("compatible", "x,filter")
                                                .u32("phandle", 3)
                                                .u32("#iommu-cells", 0))
                                .child(
                                        "reset",
                                        r -> r.strings("compatible", "x,reset")
                                                .u32("phandle", 4)
                                                .u32("#reset-cells", 0))
                                .child(
                                        "nvme@1",
                                        disk -> disk.strings("compatible", "x,disk")
                                                .cells("clocks", 1)
                                                .cells("vdd-supply", 2)
                                                .cells("iommus", 3)
                                                .cells("resets", 4))));
    }

    private static Board mmcBoard() {
        return board(
                "mmc.dtb",
                root -> root.child("mmc@2", mmc -> mmc.strings("compatible", "x,mmc"))
                        .child(
                                "chosen",
                                chosen -> chosen.child(
                                        "framebuffer@0",
                                        fb -> fb.strings("compatible", "simple-framebuffer")
                                                .strings("status", "disabled"))));
    }

    private ModuleClosure closure(List<Board> boards, String... targets) throws IOException, ModuleFormatException {
        return ModuleClosure.of(
                boards, List.of(targets).stream().map(Target::of).toList(), ModuleFolder.read(folder));
    }

    private static List<String> names(ModuleClosure closure) {
        return closure.modules().stream().map(needed -> needed.module().name()).toList();
    }

    @Test
    void loadsSuppliersFirstAndSaysWhy() throws IOException, ModuleFormatException {
        ModuleClosure closure = closure(List.of(diskBoard()), "root");
        assertEquals(List.of("clock", "lib", "disk"), names(closure));
        NeededModule clock = closure.modules().getFirst();
        assertEquals(
                List.of("nvme@1 clocks -> clock"),
                clock.drives().getFirst().need().chain().stream()
                        .map(Edge::toString)
                        .toList());
        assertEquals(
                "[symbols used by disk]", closure.modules().get(1).reasons().toString());
    }

    @Test
    void tellsWhatBlocksFromWhatIsOptional() throws IOException, ModuleFormatException {
        ModuleClosure closure = closure(List.of(diskBoard()), "root");
        assertEquals(
                List.of("filter false", "reset true"),
                closure.devices(DriverKind.NONE).stream()
                        .map(d -> d.need().device().name() + " " + d.blocks())
                        .toList());
        assertEquals(
                List.of("x_power"),
                closure.devices(DriverKind.BUILT_IN).getFirst().builtIn());
        assertEquals(
                "soc",
                closure.devices(DriverKind.CORE).getFirst().need().device().name());
    }

    @Test
    void severalBoardsGiveTheUnion() throws IOException, ModuleFormatException {
        assertEquals(
                List.of("clock", "lib", "disk", "mmc_host"), names(closure(List.of(diskBoard(), mmcBoard()), "root")));
    }

    @Test
    void theScreenOfTheBootLoaderCountsAsEnabled() throws IOException, ModuleFormatException {
        assertEquals(List.of("screen"), names(closure(List.of(mmcBoard()), "display")));
    }

    @Test
    void aKeyboardNeedsModulesThatNoTreeNames() throws IOException, ModuleFormatException {
        ModuleClosure closure = closure(List.of(mmcBoard()), "keyboard");
        assertEquals(List.of("hid_generic"), names(closure));
        assertEquals(
                "[asked for by target keyboard]",
                closure.modules().getFirst().reasons().toString());
    }

    @Test
    void aNodeIsNamedByPathOrName() throws IOException, ModuleFormatException {
        for (String name : List.of("/soc/clock", "clock", "/soc/nvme/../clock")) {
            boolean exists = !name.contains("..");
            assertEquals(exists ? List.of("clock") : List.of(), names(closure(List.of(diskBoard()), name)), name);
        }
        assertEquals(6, closure(List.of(diskBoard()), "all").devices().size());
    }

    @Test
    void theDiskOfARealMachineNeedsTheMailboxThatOnlyItsTreeKnows()
            throws IOException, ModuleFormatException, TreeFormatException {
        ModuleFolder kernel = ModuleFolder.read(Corpus.path("modules/linux-6.1-apple"));
        for (String machine : List.of("t8103-j274", "t8103-j313")) {
            Board mac = new Board(machine, FdtReader.read(Corpus.bytes("devicetree/" + machine + ".dtb")));
            ModuleClosure closure = ModuleClosure.of(List.of(mac), List.of(Target.of("root")), kernel);
            assertTrue(
                    names(closure)
                            .containsAll(
                                    List.of("apple_mailbox", "apple_sart", "apple_rtkit", "nvme_core", "nvme_apple")),
                    names(closure).toString());
            assertTrue(names(closure).indexOf("apple_mailbox") < names(closure).indexOf("nvme_apple"));
            assertFalse(names(closure).contains("snd"), names(closure).toString());
            assertEquals(List.of("nvme@27bcc0000 mboxes -> mbox@277408000"), chainTo("apple_mailbox", closure));
            assertEquals(List.of("nvme@27bcc0000 apple,sart -> iommu@27bc50000"), chainTo("apple_sart", closure));
            assertTrue(closure.devices(DriverKind.BUILT_IN).stream()
                    .allMatch(device -> device.builtIn().equals(List.of("apple_pmgr_pwrstate"))));
            assertEquals(List.of(), closure.devices(DriverKind.NONE));
        }
    }

    private static List<String> chainTo(String module, ModuleClosure closure) {
        return closure.modules().stream()
                .filter(needed -> needed.module().name().equals(module))
                .flatMap(needed -> needed.drives().getFirst().need().chain().stream())
                .map(Edge::toString)
                .toList();
    }
}
