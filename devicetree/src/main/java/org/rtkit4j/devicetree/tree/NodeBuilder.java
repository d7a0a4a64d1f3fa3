package org.rtkit4j.devicetree.tree;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Makes a tree in code, from the root down.
///
///     Node root = NodeBuilder.root(Encoding.ADT)
///             .u32("#address-cells", 2)
///             .u32("#size-cells", 2)
///             .child("arm-io", io -> io.numbers("ranges", 2, 0, 0x2_0000_0000L, 0x3_0000_0000L))
///             .build();
///
/// A property that is set again takes its old place. In Apple's trees a node's name is a property too, which comes
/// first and is made here. Not for several threads.
public final class NodeBuilder {
    private static final String NAME = "name";

    private final String name;
    private final Encoding encoding;
    private final List<Property> properties = new ArrayList<>();
    private final List<NodeBuilder> children = new ArrayList<>();

    /// Starts a node that has nothing, not even the `name` of Apple's trees: for readers.
    public NodeBuilder(String name, Encoding encoding) {
        this.name = name;
        this.encoding = encoding;
    }

    /// Starts a tree.
    public static NodeBuilder root(Encoding encoding) {
        return named(encoding.rootName(), encoding);
    }

    private static NodeBuilder named(String name, Encoding encoding) {
        NodeBuilder builder = new NodeBuilder(name, encoding);
        return encoding == Encoding.ADT ? builder.strings(NAME, name) : builder;
    }

    String name() {
        return name;
    }

    Encoding encoding() {
        return encoding;
    }

    List<Property> properties() {
        return properties;
    }

    List<NodeBuilder> children() {
        return children;
    }

    /// Adds a property behind all others, also where one has its name already: for readers.
    public NodeBuilder add(Property property) {
        properties.add(property);
        return this;
    }

    /// Adds a child behind all others.
    public NodeBuilder add(NodeBuilder child) {
        children.add(child);
        return this;
    }

    /// Sets a property.
    public NodeBuilder set(Property property) {
        for (int i = 0; i < properties.size(); i++) {
            if (properties.get(i).name().equals(property.name())) {
                properties.set(i, property);
                return this;
            }
        }
        return add(property);
    }

    /// Adds a property with any value.
    public NodeBuilder bytes(String property, byte[] value) {
        return set(Property.of(property, encoding, value));
    }

    /// Sets a property without a value.
    public NodeBuilder flag(String property) {
        return bytes(property, new byte[0]);
    }

    /// Adds a property of one cell.
    public NodeBuilder u32(String property, int value) {
        return cells(property, value);
    }

    /// Sets a number of two cells.
    public NodeBuilder u64(String property, long value) {
        return numbers(property, 2, value);
    }

    /// Adds a property of several cells.
    public NodeBuilder cells(String property, int... cells) {
        byte[] value = new byte[cells.length * Encoding.CELL];
        for (int i = 0; i < cells.length; i++) {
            encoding.put(value, i * Encoding.CELL, 1, cells[i]);
        }
        return bytes(property, value);
    }

    /// Sets numbers of `width` cells each: `reg` and `ranges` of a bus with 64-bit addresses, for example.
    public NodeBuilder numbers(String property, int width, long... numbers) {
        int step = width * Encoding.CELL;
        byte[] value = new byte[numbers.length * step];
        for (int i = 0; i < numbers.length; i++) {
            encoding.put(value, i * step, width, numbers[i]);
        }
        return bytes(property, value);
    }

    /// Sets a string or a list of strings.
    public NodeBuilder strings(String property, String... strings) {
        var value = new ByteArrayOutputStream();
        for (String string : strings) {
            value.writeBytes(Node.zeroTerminated(string));
        }
        return bytes(property, value.toByteArray());
    }

    /// Adds a child and fills it.
    public NodeBuilder child(String childName, Consumer<NodeBuilder> filling) {
        NodeBuilder child = named(childName, encoding);
        filling.accept(child);
        return add(child);
    }

    /// Returns the tree from here down, as one that stands alone.
    public Node build() {
        return new Node(null, this);
    }
}
