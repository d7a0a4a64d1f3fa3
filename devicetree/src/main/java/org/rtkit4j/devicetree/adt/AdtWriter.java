package org.rtkit4j.devicetree.adt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Property;

/// Writes Apple's device tree, within what m1n1's readers accept: see [AdtReader] for the form.
///
/// Source of the limits: m1n1 `rust/src/adt.rs`.
public final class AdtWriter {
    /// Properties of a node, and children.
    public static final int MAX_COUNT = 2048;

    /// Bytes of a value.
    public static final int MAX_VALUE = (1 << 20) - 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean keepsTemplates;

    private AdtWriter(boolean keepsTemplates) {
        this.keepsTemplates = keepsTemplates;
    }

    /// Writes a tree as a boot loader hands it on: no value is marked as one that is to be filled in.
    ///
    /// m1n1's walker takes a size with that mark for one of 2 GiB.
    ///
    /// @throws IllegalArgumentException if the tree is none of Apple's, a node has no property `name`, or a
    ///     limit is passed
    public static byte[] write(Node root) {
        return new AdtWriter(false).tree(root);
    }

    /// Writes a tree with the marks on values that the boot loader is to fill in: what was read, byte for byte.
    ///
    /// @throws IllegalArgumentException as [#write] does
    public static byte[] writeTemplate(Node root) {
        return new AdtWriter(true).tree(root);
    }

    private byte[] tree(Node root) {
        if (root.encoding() != Encoding.ADT) {
            throw new IllegalArgumentException("not one of Apple's trees: encoding=" + root.encoding());
        }
        node(root);
        return out.toByteArray();
    }

    private void node(Node node) {
        if (!node.string("name").orElse("").equals(node.name())) {
            throw new IllegalArgumentException("a node whose property `name` is another: path=" + node.path());
        }
        u32(limited(node, node.properties().size()));
        u32(limited(node, node.children().size()));
        node.properties().forEach(property -> property(node, property));
        node.children().forEach(this::node);
    }

    private static int limited(Node node, int count) {
        if (count > MAX_COUNT) {
            throw new IllegalArgumentException("too much in a node: path=%s, count=%d".formatted(node.path(), count));
        }
        return count;
    }

    private void property(Node node, Property property) {
        byte[] name = property.name().getBytes(StandardCharsets.ISO_8859_1);
        byte[] value = property.bytes();
        if (name.length == 0 || name.length >= AdtReader.NAME_BYTES || value.length > MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a name of 1 to 31 bytes and a value below 1 MiB are due: path=%s, name=%s"
                            .formatted(node.path(), property.name()));
        }
        out.writeBytes(Arrays.copyOf(name, AdtReader.NAME_BYTES));
        u32(value.length | (keepsTemplates && property.isTemplate() ? AdtReader.TEMPLATE : 0));
        out.writeBytes(Arrays.copyOf(value, (value.length + 3) & ~3));
    }

    private void u32(int number) {
        byte[] cell = new byte[Integer.BYTES];
        Encoding.ADT.put(cell, 0, 1, number);
        out.writeBytes(cell);
    }
}
