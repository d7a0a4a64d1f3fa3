package org.rtkit4j.devicetree.adt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.devicetree.tree.Property;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.devicetree.tree.TreeLimits;
import org.rtkit4j.devicetree.tree.TreeWarning;

/// Reads Apple's device tree.
///
///     node:     u32 properties, u32 children, the properties, the children
///     property: char name[32], u32 size, size bytes, padding to 4; bit 31 of size: the boot loader fills the
/// value in
///
/// Little-endian; no magic and no end mark. Every node has a property `name`. Source: m1n1 `adt.py`, `src/adt.c`.
public final class AdtReader {
    static final int NAME_BYTES = 32;
    static final int HEADER_BYTES = 8;
    static final int TEMPLATE = 1 << 31;
    private static final int PROPERTY_BYTES = NAME_BYTES + Integer.BYTES;

    private final byte[] bytes;
    private final List<TreeWarning> warnings = new ArrayList<>();
    private int at;
    private int nodes;
    private int properties;

    private AdtReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads a tree; bytes behind it must be zero.
    ///
    /// @throws TreeFormatException if the bytes are no such tree
    public static DeviceTree read(byte[] bytes) throws TreeFormatException {
        if (bytes.length > TreeLimits.BYTES) {
            throw new TreeFormatException(0, "too large for a device tree: bytes=" + bytes.length);
        }
        return new AdtReader(bytes).tree();
    }

    private DeviceTree tree() throws TreeFormatException {
        NodeBuilder root = node(0);
        for (int i = at; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                throw new TreeFormatException(i, "bytes behind the tree, which ends at 0x%x".formatted(at));
            }
        }
        return new DeviceTree(root.build(), List.of(), 0, warnings);
    }

    private NodeBuilder node(int depth) throws TreeFormatException {
        int start = at;
        require(HEADER_BYTES, "node");
        int propertyCount = count(PROPERTY_BYTES, "properties");
        int childCount = count(HEADER_BYTES + PROPERTY_BYTES, "children");
        if (depth >= TreeLimits.DEPTH
                || ++nodes > TreeLimits.NODES
                || (properties += propertyCount) > TreeLimits.PROPERTIES) {
            throw new TreeFormatException(start, "too deep or too large: depth=%d, nodes=%d".formatted(depth, nodes));
        }
        List<Property> own = new ArrayList<>();
        for (int i = 0; i < propertyCount; i++) {
            own.add(property());
        }
        NodeBuilder builder = new NodeBuilder(nameOf(own, start), Encoding.ADT);
        own.forEach(builder::add);
        for (int i = 0; i < childCount; i++) {
            builder.add(node(depth + 1));
        }
        return builder;
    }

    // No more than the rest of the file can hold, whatever it says.
    private int count(int smallest, String what) throws TreeFormatException {
        int count = Encoding.ADT.cell(bytes, at);
        if (Integer.compareUnsigned(count, (bytes.length - at) / smallest) > 0) {
            throw new TreeFormatException(
                    at, "more %s than bytes: %s".formatted(what, Integer.toUnsignedString(count)));
        }
        at += Integer.BYTES;
        return count;
    }

    private static String nameOf(List<Property> properties, int start) throws TreeFormatException {
        for (Property property : properties) {
            if (property.name().equals("name")) {
                return property.string();
            }
        }
        throw new TreeFormatException(start, "a node without the property `name`");
    }

    private Property property() throws TreeFormatException {
        require(PROPERTY_BYTES, "property");
        String name = name();
        int size = Encoding.ADT.cell(bytes, at);
        at += Integer.BYTES;
        int length = size & ~TEMPLATE;
        require(length, "value of " + name);
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        skipPadding();
        return size < 0 ? Property.template(name, value) : Property.of(name, Encoding.ADT, value);
    }

    private String name() throws TreeFormatException {
        int length = 0;
        while (length < NAME_BYTES && bytes[at + length] != 0) {
            length++;
        }
        if (length == 0 || length == NAME_BYTES) {
            throw new TreeFormatException(at, "a property's name of 1 to 31 bytes is due: bytes=" + length);
        }
        expectZero(at + length, at + NAME_BYTES, "behind a property's name");
        String name = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        at += NAME_BYTES;
        return name;
    }

    // The last value's padding may be missing with the rest of the file.
    private void skipPadding() {
        int end = Math.min((at + 3) & ~3, bytes.length);
        expectZero(at, end, "behind a value");
        at = end;
    }

    private void expectZero(int from, int to, String where) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                warnings.add(new TreeWarning(i, "padding that is not zero " + where));
                return;
            }
        }
    }

    private void require(int length, String what) throws TreeFormatException {
        if (length > bytes.length - at) {
            throw new TreeFormatException(
                    at, "the file ends within a %s: needed=%d, left=%d".formatted(what, length, bytes.length - at));
        }
    }
}
