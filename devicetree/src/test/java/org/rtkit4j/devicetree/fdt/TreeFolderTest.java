package org.rtkit4j.devicetree.fdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.TreeFormatException;

class TreeFolderTest {
    @TempDir
    Path folder;

    @Test
    void readsFoldersAsNodesAndFilesAsProperties() throws IOException, TreeFormatException {
        Files.writeString(folder.resolve("compatible"), "apple,j274\0apple,t8103\0");
        Files.writeString(folder.resolve("name"), "\0");
        Path mbox = Files.createDirectories(folder.resolve("soc/mbox@277408000"));
        Files.write(mbox.resolve("phandle"), new byte[] {0, 0, 0, 0x3b});
        Files.createSymbolicLink(mbox.resolve("loop"), folder);
        assertTrue(TreeFolder.recognises(folder));
        DeviceTree tree = TreeFolder.read(folder);
        assertEquals("/soc/mbox@277408000", tree.byPhandle(0x3b).orElseThrow().path());
        assertTrue(tree.root().isCompatible("apple,t8103"));
        assertFalse(tree.root().has("name"));
        assertEquals(3, tree.nodes().size());
    }
}
