package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.devicetree.fdt.FdtWriter;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.testkit.Corpus;

class ModulesCommandTest {
    @TempDir
    Path folder;

    private String kernel;
    private String board;

    @BeforeEach
    void writeAKernelAndABoard() throws IOException {
        Path modules = Files.createDirectories(folder.resolve("lib/modules/6.99"));
        Files.writeString(modules.resolve("modules.dep"), """
                kernel/disk.ko.xz: kernel/lib-disk.ko.xz
                kernel/lib-disk.ko.xz:
                kernel/clock.ko.xz:
                """);
        Files.writeString(modules.resolve("modules.alias"), """
                alias of:N*T*Cx,disk disk
                alias of:N*T*Cx,clock clock
                """);
        kernel = modules.toString();
        byte[] tree = FdtWriter.write(NodeBuilder.root(Encoding.FDT)
                .strings("model", "Example")
                .child(
                        "clock",
                        c -> c.strings("compatible", "x,clock")
                                .u32("phandle", 1)
                                .u32("#clock-cells", 0))
                .child("power", p -> p.strings("compatible", "x,power").u32("phandle", 2))
                .child(
                        "nvme@1",
                        d -> d.strings("compatible", "x,disk")
                                .cells("clocks", 1)
                                .cells("vdd-supply", 2))
                .build());
        board = Files.write(folder.resolve("board.dtb"), tree).toString();
    }

    private Cli modules(String... more) {
        String[] arguments = new String[more.length + 5];
        System.arraycopy(new String[] {"modules", "--dtb", board, "--kernel", kernel}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return Cli.run(arguments);
    }

    @Test
    void listsModulesInLoadOrderWithReasons() {
        Cli modules = modules("--for", "root");
        assertEquals(0, modules.status(), modules.err());
        assertEquals("""
                # Example (%s)
                # for root, with the modules of %s
                clock     # nvme@1 clocks -> clock
                lib_disk  # symbols used by disk
                disk      # drives nvme@1
                # no driver in this kernel's modules:
                #   power, blocks: nvme@1 vdd-supply -> power
                """.formatted(board, kernel), modules.out());
        assertEquals("rtkit: 1 needed devices have no driver among this kernel's modules\n", modules.err());
    }

    @Test
    void speaksTheLanguagesOfThoseWhoBuildImages() {
        assertTrue(modules("--for", "root", "--format", "dracut")
                .out()
                .endsWith("add_drivers+=\" clock lib_disk disk \"\n"));
        assertTrue(
                modules("--for", "root", "--format", "mkinitcpio").out().endsWith("MODULES+=(clock lib_disk disk)\n"));
        assertTrue(modules("--for", "root", "--format", "initramfs-tools")
                .out()
                .contains("\ndisk      # drives nvme@1\n"));
        String dot = modules("--for", "root", "--format", "dot").out();
        assertTrue(dot.startsWith("digraph modules {\n") && dot.endsWith("}\n"), dot);
        assertTrue(dot.contains("[label=\"clocks\"]"), dot);
    }

    @Test
    void jsonHasEveryChain() {
        Cli modules = modules("--for", "root", "--json");
        Map<?, ?> clock = (Map<?, ?>) ((List<?>) modules.json().get("modules")).getFirst();
        assertEquals("kernel/clock.ko.xz", clock.get("path"));
        Map<?, ?> drives = (Map<?, ?>) ((List<?>) clock.get("drives")).getFirst();
        assertEquals(
                "[{node=/nvme@1, property=clocks, target=/clock, supplier=/clock}]",
                drives.get("chain").toString());
        assertEquals(3, ((List<?>) modules.json().get("devices")).size());
    }

    @Test
    void theDiskOfARealMachineNeedsItsMailbox() {
        Cli modules = Cli.run(
                "modules",
                "--dtb",
                Corpus.path("devicetree/t8103-j274.dtb").toString(),
                "--dtb",
                Corpus.path("devicetree/t8103-j313.dtb").toString(),
                "--kernel",
                Corpus.path("modules/linux-6.1-apple").toString(),
                "--for",
                "root");
        assertEquals(0, modules.status(), modules.err());
        assertEquals("", modules.err());
        assertTrue(modules.out().contains("apple_mailbox  # nvme@27bcc0000 mboxes -> mbox@277408000"), modules.out());
        assertTrue(modules.out().contains("\nnvme_apple "), modules.out());
        assertFalse(modules.out().contains("no driver"), modules.out());
    }

    @Test
    void aTargetThatNoBoardHasIsSaid() {
        Cli display = modules("--for", "display");
        assertEquals(1, display.status());
        assertEquals(1, display.err().lines().count(), display.err());
        Cli node = modules("--for", "/soc/nothing");
        assertEquals(2, node.status());
        assertTrue(node.err().contains("/soc/nothing"), node.err());
        assertEquals("", display.out() + node.out());
    }

    @Test
    void aFolderWithoutModulesIsBadInput() {
        Cli modules = Cli.run("modules", "--dtb", board, "--kernel", folder.toString());
        assertEquals(2, modules.status());
        assertTrue(modules.err().contains("no modules.dep"), modules.err());
    }

    @Test
    void checksAnImage() throws IOException {
        Path image = Files.write(folder.resolve("initrd.img"), image("disk", "lib-disk"));
        Cli lacking = modules("--for", "root", "--check", image.toString());
        assertEquals(1, lacking.status(), lacking.err());
        assertTrue(lacking.out().endsWith("lacks clock  # nvme@1 clocks -> clock\n"), lacking.out());
        Cli json = modules("--for", "root", "--check", image.toString(), "--json");
        assertEquals(1, json.status());
        assertEquals("[6.99]", json.json().get("kernels").toString());
        assertEquals(1, ((List<?>) json.json().get("lacks")).size());
        Files.write(image, image("disk", "lib-disk", "clock"));
        Cli complete = modules("--for", "root", "--check", image.toString());
        assertEquals(0, complete.status(), complete.err());
        assertTrue(complete.out().endsWith("has all that is needed\n"), complete.out());
    }

    @Test
    void anImageThatIsNoneIsBadInput() throws IOException {
        Path image = Files.writeString(folder.resolve("initrd.img"), "text");
        Cli modules = modules("--check", image.toString());
        assertEquals(2, modules.status());
        assertTrue(modules.err().startsWith("rtkit: " + image + ": offset 0x0: "), modules.err());
        assertEquals("", modules.out());
    }

    // An archive of one file that is not packed, and one with modules that is.
    private static byte[] image(String... modules) throws IOException {
        var image = new ByteArrayOutputStream();
        file(image, "early/tables");
        file(image, "TRAILER!!!");
        var main = new ByteArrayOutputStream();
        for (String module : modules) {
            file(main, "usr/lib/modules/6.99/kernel/" + module + ".ko.xz");
        }
        file(main, "TRAILER!!!");
        try (OutputStream packed = new GZIPOutputStream(image)) {
            packed.write(main.toByteArray());
        }
        return image.toByteArray();
    }

    private static void file(ByteArrayOutputStream out, String name) {
        String head = "070701" + "00000000".repeat(11) + "%08x".formatted(name.length() + 1) + "00000000" + name + "\0";
        out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        while (out.size() % 4 != 0) {
            out.write(0);
        }
    }
}
