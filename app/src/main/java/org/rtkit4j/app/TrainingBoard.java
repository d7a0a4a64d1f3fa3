package org.rtkit4j.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rtkit4j.devicetree.fdt.FdtWriter;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;

/// A board and a kernel that exist while the JVM records what `devices` and `modules` load.
final class TrainingBoard implements AutoCloseable {
    private static final List<String> FILES = List.of("board.dtb", "modules.dep", "modules.alias");

    private final Path folder;

    private TrainingBoard(Path folder) {
        this.folder = folder;
    }

    static TrainingBoard write() throws IOException {
        Path folder = Files.createTempDirectory("rtkit-training");
        Files.write(folder.resolve("board.dtb"), FdtWriter.write(board().build()));
        Files.writeString(folder.resolve("modules.dep"), "disk.ko: lib.ko\nlib.ko:\nmailbox.ko:\n");
        Files.writeString(folder.resolve("modules.alias"), """
                alias of:N*T*Capple,nvme-ans2C* disk
                alias of:N*T*Capple,nvme-ans2 disk
                alias of:N*T*Capple,asc-mailbox-v4 mailbox
                """);
        return new TrainingBoard(folder);
    }

    private static NodeBuilder board() {
        return NodeBuilder.root(Encoding.FDT)
                .child(
                        "soc",
                        soc -> soc.strings("compatible", "simple-bus")
                                .flag("ranges")
                                .child(
                                        "mbox@8000",
                                        mailbox -> mailbox.u32("phandle", 1)
                                                .strings("compatible", "apple,asc-mailbox-v4")
                                                .u32("#mbox-cells", 0)
                                                .cells("reg", 0x8000, 0x4000))
                                .child(
                                        "nvme@0",
                                        disk -> disk.strings("compatible", "apple,nvme-ans2")
                                                .cells("mboxes", 1)
                                                .cells("reg", 0, 0x4000)));
    }

    /// Returns the command lines that use it.
    List<List<String>> commands() {
        String board = folder.resolve("board.dtb").toString();
        return List.of(
                List.of("devices", "--dtb", board),
                List.of("devices", "--dtb", board, "--json"),
                List.of("modules", "--dtb", board, "--kernel", folder.toString(), "--for", "root"),
                List.of("modules", "--dtb", board, "--kernel", folder.toString(), "--for", "root", "--json"));
    }

    @Override
    public void close() throws IOException {
        for (String file : FILES) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder);
    }
}
