package org.rtkit4j.devicetree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rtkit4j.devicetree.adt.AdtReader;
import org.rtkit4j.devicetree.fdt.FdtReader;
import org.rtkit4j.devicetree.fdt.TreeFolder;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.devicetree.tree.TreeLimits;

/// Reads device trees whatever they come in.
public final class DeviceTrees {
    private DeviceTrees() {}

    /// Reads a flattened tree (`.dtb`), Apple's tree as a file, or a folder such as `/proc/device-tree`.
    ///
    /// Apple's form has no mark of its own: what does not begin as a flattened tree is tried as one of Apple's.
    ///
    /// @throws TreeFormatException if it is none of these
    /// @throws IOException if it cannot be read
    public static DeviceTree read(Path path) throws IOException, TreeFormatException {
        if (Files.isDirectory(path)) {
            if (!TreeFolder.recognises(path)) {
                throw new TreeFormatException(0, "a folder that is no device tree: no `compatible` in it");
            }
            return TreeFolder.read(path);
        }
        try (InputStream in = Files.newInputStream(path)) {
            return read(in.readNBytes(TreeLimits.BYTES + 1));
        }
    }

    /// Reads a flattened tree or one of Apple's.
    ///
    /// @throws TreeFormatException if it is neither
    public static DeviceTree read(byte[] bytes) throws TreeFormatException {
        if (FdtReader.recognises(bytes)) {
            return FdtReader.read(bytes);
        }
        try {
            return AdtReader.read(bytes);
        } catch (TreeFormatException e) {
            throw new TreeFormatException(
                    e.offset(), "no flattened device tree (no magic 0xd00dfeed), and none of Apple's: " + e.reason());
        }
    }
}
