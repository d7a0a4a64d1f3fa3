package org.rtkit4j.devicetree.fdt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.devicetree.tree.Property;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.devicetree.tree.TreeLimits;

/// Reads a tree that is a folder: a folder for each node, a file for each property, as `/proc/device-tree` is.
///
/// Symbolic links below the folder are left alone. The kernel adds a `name` to every node, which is left out here.
public final class TreeFolder {
    private int nodes;
    private long bytes;

    private TreeFolder() {}

    /// Reads the tree below a folder; nodes and properties are in the order of their names.
    ///
    /// @throws TreeFormatException if there is too much for a tree; its offset counts bytes of values
    /// @throws IOException if something cannot be read
    public static DeviceTree read(Path folder) throws IOException, TreeFormatException {
        NodeBuilder root = new NodeBuilder("", Encoding.FDT);
        new TreeFolder().fill(root, folder, 0);
        return DeviceTree.of(root.build());
    }

    private void fill(NodeBuilder node, Path folder, int depth) throws IOException, TreeFormatException {
        if (depth >= TreeLimits.DEPTH || ++nodes > TreeLimits.NODES) {
            throw new TreeFormatException(bytes, "too deep or too large: " + folder);
        }
        for (Path entry : entries(folder)) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                NodeBuilder child = new NodeBuilder(name, Encoding.FDT);
                fill(child, entry, depth + 1);
                node.add(child);
            } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS) && !name.equals("name")) {
                node.add(Property.of(name, Encoding.FDT, value(entry)));
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private byte[] value(Path file) throws IOException, TreeFormatException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] value = in.readNBytes(TreeLimits.BYTES);
            bytes += value.length;
            if (bytes >= TreeLimits.BYTES) {
                throw new TreeFormatException(bytes, "too large for a device tree: " + file);
            }
            return value;
        }
    }

    /// Returns whether a folder looks like a tree: its root says what machine it is.
    public static boolean recognises(Path folder) {
        return Files.isRegularFile(folder.resolve("compatible")) || Files.isRegularFile(folder.resolve("model"));
    }
}
