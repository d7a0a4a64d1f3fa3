package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.devicetree.fdt.FdtWriter;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.testkit.Corpus;

class DevicesCommandTest {
    @TempDir
    Path folder;

    private Path tree(String compatible) throws IOException {
        byte[] bytes = FdtWriter.write(NodeBuilder.root(Encoding.FDT)
                .strings("model", "Board \u001b[31m")
                .child(
                        "soc",
                        soc -> soc.u32("#address-cells", 1)
                                .u32("#size-cells", 1)
                                .flag("ranges")
                                .child(
                                        "mbox@8000",
                                        m -> m.u32("phandle", 1)
                                                .strings("compatible", "apple,asc-mailbox-v4")
                                                .u32("#mbox-cells", 0)
                                                .cells("reg", 0x1_8000, 0x4000))
                                .child(
                                        "smc@0",
                                        smc -> smc.strings("compatible", compatible)
                                                .cells("mboxes", 1)
                                                .strings("apple,rtkit-handoff", "asleep-v1")))
                .build());
        return Files.write(folder.resolve("board.dtb"), bytes);
    }

    @Test
    void describesTheStorageOfARealMachine() {
        Cli devices = Cli.run(
                "devices", "--dtb", Corpus.path("devicetree/t8103-j274.dtb").toString(), "--json");
        assertEquals(0, devices.status(), devices.err());
        Map<?, ?> ans = (Map<?, ?>) ((List<?>) devices.json().get("coprocessors")).getFirst();
        assertEquals("ans", ans.get("name"));
        assertEquals("{address=0x277400000, size=16384}", ans.get("cpu").toString());
        Map<?, ?> mailbox = (Map<?, ?>) ans.get("mailbox");
        assertEquals("apple,asc-mailbox-v4", mailbox.get("layout"));
        assertEquals("{address=0x277408000, size=16384}", mailbox.get("window").toString());
        assertEquals(4, ((List<?>) mailbox.get("interrupts")).size());
        assertEquals("SART", ((Map<?, ?>) ((List<?>) ans.get("memoryFilters")).getFirst()).get("kind"));
        assertTrue(ans.toString().contains("nvme, window={address=0x27bcc0000, size=262144}"), ans.toString());
    }

    @Test
    void saysInWordsWhatTheTreeSays() throws IOException {
        Cli devices = Cli.run("devices", "--dtb", tree("apple,smc").toString());
        assertEquals(0, devices.status(), devices.err());
        assertEquals("""
                Board \\x1b[31m

                smc: /soc/smc@0
                  compatible   apple,smc
                  cpu          0x10000, 0x4000 bytes
                  mailbox      mbox@8000: apple,asc-mailbox-v4, 0x18000, 0x4000 bytes
                  handed off   asleep-v1
                """, devices.out());
    }

    @Test
    void aTreeWithoutCoprocessorsIsStatusOne() throws IOException {
        byte[] empty = FdtWriter.write(NodeBuilder.root(Encoding.FDT).build());
        Path file = Files.write(folder.resolve("empty.dtb"), empty);
        Cli devices = Cli.run("devices", "--dtb", file.toString());
        assertEquals(1, devices.status());
        assertEquals(1, devices.err().lines().count(), devices.err());
    }

    @Test
    void badInputIsOneLineWithFileAndOffset() throws IOException {
        byte[] bytes = Files.readAllBytes(tree("apple,smc"));
        bytes[0x3b] = 77;
        Path file = Files.write(folder.resolve("bad.dtb"), bytes);
        Cli devices = Cli.run("devices", "--dtb", file.toString());
        assertEquals(2, devices.status());
        assertEquals("rtkit: " + file + ": offset 0x38: no such token: 0x4d\n", devices.err());
        assertEquals("", devices.out());
        Cli missing = Cli.run("devices", "--dtb", "/nonexistent.dtb");
        assertEquals(2, missing.status());
        assertEquals("rtkit: /nonexistent.dtb: no such file\n", missing.err());
    }
}
