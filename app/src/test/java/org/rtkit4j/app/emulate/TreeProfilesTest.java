package org.rtkit4j.app.emulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.devicetree.fdt.FdtWriter;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// Emulated co-processors where a tree has them.
class TreeProfilesTest {
    @TempDir
    private Path folder;

    @Test
    void theSmcHasItsBuffersInTheSramThatTheTreeGivesIt() throws Exception {
        List<Profile> placed = TreeProfiles.placed(List.of(Profile.named("smc")), board(0x3_5fe0_0000L, 0x8_0000));
        assertEquals(0x3_5fe0_0000L, placed.getFirst().regions().getFirst().start());
        try (var mac = new EmulatedMac(placed);
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
            Cli read = Cli.run("smc", "read", "RPlt", "--via", "m1n1:" + server.address());
            assertEquals("\"J293\"\n", read.out(), read.err());
        }
    }

    @Test
    void anSramWithoutRoomForThemIsRefused() throws Exception {
        Path board = board(0x3_5fe0_0000L, 0x4000);
        BadInputException small =
                assertThrows(BadInputException.class, () -> TreeProfiles.placed(List.of(Profile.named("smc")), board));
        assertTrue(String.valueOf(small.getMessage()).contains("has no room in sram"), small.getMessage());
    }

    /// The SMC as trees of newer kernels have it.
    private Path board(long sram, int sizeBytes) throws IOException {
        byte[] bytes = FdtWriter.write(NodeBuilder.root(Encoding.FDT)
                .child(
                        "soc",
                        soc -> soc.u32("#address-cells", 2)
                                .u32("#size-cells", 1)
                                .flag("ranges")
                                .child(
                                        "mbox@23e408000",
                                        mailbox -> mailbox.u32("phandle", 1)
                                                .strings(
                                                        "compatible", "apple,t8103-asc-mailbox", "apple,asc-mailbox-v4")
                                                .u32("#mbox-cells", 0)
                                                .cells("reg", 2, 0x3e40_8000, 0x4000))
                                .child(
                                        "smc@23e400000",
                                        smc -> smc.strings("compatible", "apple,t8103-smc", "apple,smc")
                                                .cells("mboxes", 1)
                                                .strings("reg-names", "smc", "sram")
                                                .cells(
                                                        "reg",
                                                        2,
                                                        0x3e40_0000,
                                                        0x4000,
                                                        (int) (sram >>> 32),
                                                        (int) sram,
                                                        sizeBytes)))
                .build());
        return Files.write(folder.resolve("board.dtb"), bytes);
    }
}
