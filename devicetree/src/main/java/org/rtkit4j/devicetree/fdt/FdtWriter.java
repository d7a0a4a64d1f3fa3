package org.rtkit4j.devicetree.fdt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Property;
import org.rtkit4j.devicetree.tree.Reservation;

/// Writes a flattened device tree of version 17, laid out as dtc does: header, reservations, structure, strings.
public final class FdtWriter {
    private final ByteArrayOutputStream structure = new ByteArrayOutputStream();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    // Every end of every name, since a name may be the tail of another.
    private final Map<String, Integer> offsets = new HashMap<>();

    private FdtWriter() {}

    /// Writes a tree that was made in code.
    ///
    /// @throws IllegalArgumentException if it is none of cells in big-endian order
    public static byte[] write(Node root) {
        return write(DeviceTree.of(root));
    }

    /// Writes a tree with its memory reservations.
    ///
    /// @throws IllegalArgumentException if it is none of cells in big-endian order
    public static byte[] write(DeviceTree tree) {
        if (tree.root().encoding() != Encoding.FDT) {
            throw new IllegalArgumentException(
                    "no flattened tree: encoding=" + tree.root().encoding());
        }
        return new FdtWriter().bytes(tree);
    }

    private byte[] bytes(DeviceTree tree) {
        node(tree.root());
        cell(structure, FdtStructure.END);
        byte[] reservations = reservations(tree.reservations());
        int structureAt = FdtHeader.BYTES + reservations.length;
        int stringsAt = structureAt + structure.size();
        var file = new ByteArrayOutputStream();
        int[] header = {
            FdtHeader.MAGIC,
            stringsAt + strings.size(),
            structureAt,
            stringsAt,
            FdtHeader.BYTES,
            FdtHeader.VERSION,
            FdtHeader.OLDEST_READER,
            tree.bootCpu(),
            strings.size(),
            structure.size()
        };
        for (int cell : header) {
            cell(file, cell);
        }
        file.writeBytes(reservations);
        file.writeBytes(structure.toByteArray());
        file.writeBytes(strings.toByteArray());
        return file.toByteArray();
    }

    private static byte[] reservations(List<Reservation> reservations) {
        byte[] bytes = new byte[(reservations.size() + 1) * 16];
        for (int i = 0; i < reservations.size(); i++) {
            Encoding.FDT.put(bytes, i * 16, 2, reservations.get(i).address());
            Encoding.FDT.put(bytes, i * 16 + 8, 2, reservations.get(i).size());
        }
        return bytes;
    }

    private void node(Node node) {
        cell(structure, FdtStructure.BEGIN_NODE);
        byte[] name = node.name().getBytes(StandardCharsets.ISO_8859_1);
        structure.writeBytes(Arrays.copyOf(name, (name.length + 4) & ~3));
        node.properties().forEach(this::property);
        node.children().forEach(this::node);
        cell(structure, FdtStructure.END_NODE);
    }

    private void property(Property property) {
        byte[] value = property.bytes();
        cell(structure, FdtStructure.PROP);
        cell(structure, value.length);
        cell(structure, offsetOf(property.name()));
        structure.writeBytes(Arrays.copyOf(value, (value.length + 3) & ~3));
    }

    private int offsetOf(String name) {
        Integer known = offsets.get(name);
        if (known != null) {
            return known;
        }
        int offset = strings.size();
        for (int i = 0; i <= name.length(); i++) {
            offsets.putIfAbsent(name.substring(i), offset + i);
        }
        strings.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        strings.write(0);
        return offset;
    }

    private static void cell(ByteArrayOutputStream out, int number) {
        byte[] cell = new byte[Encoding.CELL];
        Encoding.FDT.put(cell, 0, 1, number);
        out.writeBytes(cell);
    }
}
