package org.rtkit4j.devicetree.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A node of a device tree, with its place in the tree. Immutable; made by a [NodeBuilder].
///
/// Two nodes are equal where they are the same node; [#sameAs] compares what they hold.
public final class Node {
    private final @Nullable Node parent;
    private final String name;
    private final Encoding encoding;
    private final List<Property> properties;
    private final List<Node> children;
    private final NodeIndex index;

    Node(@Nullable Node parent, NodeBuilder builder) {
        this.parent = parent;
        this.name = builder.name();
        this.encoding = builder.encoding();
        this.properties = List.copyOf(builder.properties());
        List<Node> below = new ArrayList<>(builder.children().size());
        for (NodeBuilder child : builder.children()) {
            below.add(new Node(this, child));
        }
        this.children = List.copyOf(below);
        this.index = NodeIndex.of(properties, children);
    }

    /// Returns the node above, null at the root.
    public @Nullable Node parent() {
        return parent;
    }

    /// Returns the name with its unit address, `nvme@27bcc0000` for example.
    public String name() {
        return name;
    }

    /// Returns the name without the unit address.
    public String baseName() {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    public Encoding encoding() {
        return encoding;
    }

    public List<Property> properties() {
        return properties;
    }

    public List<Node> children() {
        return children;
    }

    /// Returns the path from the root, which is `/`.
    public String path() {
        Deque<String> names = new ArrayDeque<>();
        for (Node node = this; node.parent != null; node = node.parent) {
            names.push(node.name);
        }
        return "/" + String.join("/", names);
    }

    /// Returns the property of a name, the first where a broken tree has several.
    public Optional<Property> property(String wanted) {
        return Optional.ofNullable(find(wanted));
    }

    private @Nullable Property find(String wanted) {
        return index.property(wanted);
    }

    /// Returns whether there is such a property, with or without a value.
    public boolean has(String wanted) {
        return find(wanted) != null;
    }

    /// Returns a property that is one cell; empty where it is absent or something else.
    public OptionalInt u32(String wanted) {
        Property property = find(wanted);
        return property == null ? OptionalInt.empty() : property.u32();
    }

    /// Returns the first string of a property.
    public Optional<String> string(String wanted) {
        Property property = find(wanted);
        return property == null || property.size() == 0 ? Optional.empty() : Optional.of(property.string());
    }

    /// Returns the strings of a property, none where it is absent.
    public List<String> strings(String wanted) {
        Property property = find(wanted);
        return property == null ? List.of() : property.strings();
    }

    /// Returns the strings of `compatible`, the most specific first; no more than [TreeLimits#COMPATIBLE] of them.
    public List<String> compatible() {
        List<String> all = strings("compatible");
        return all.size() <= TreeLimits.COMPATIBLE ? all : all.subList(0, TreeLimits.COMPATIBLE);
    }

    /// Returns whether a string is among those of `compatible`.
    public boolean isCompatible(String wanted) {
        return compatible().contains(wanted);
    }

    /// Returns whether the node may be used: no `status`, or `okay`, or `ok`.
    ///
    /// Source: linux drivers/of/base.c, __of_device_is_available.
    public boolean isEnabled() {
        Property status = find("status");
        return status == null
                || status.string().equals("okay")
                || status.string().equals("ok");
    }

    /// Returns whether this node and all above it may be used.
    public boolean isAvailable() {
        for (Node node = this; node != null; node = node.parent) {
            if (!node.isEnabled()) {
                return false;
            }
        }
        return true;
    }

    /// Returns the number by which others refer to this node.
    public OptionalInt phandle() {
        OptionalInt phandle = u32(encoding.phandleName());
        return phandle.isPresent() || encoding != Encoding.FDT ? phandle : u32("linux,phandle");
    }

    /// Returns the child of a name. The unit address may be left out where that names one child only.
    public Optional<Node> child(String wanted) {
        return Optional.ofNullable(index.child(wanted));
    }

    /// Returns this node and all below it, each before those below it, in the order of the tree.
    public List<Node> all() {
        List<Node> all = new ArrayList<>();
        collect(all);
        return List.copyOf(all);
    }

    private void collect(List<Node> all) {
        all.add(this);
        for (Node child : children) {
            child.collect(all);
        }
    }

    /// Returns whether another node holds the same: name, properties and children, in order.
    public boolean sameAs(Node other) {
        if (!name.equals(other.name)
                || !properties.equals(other.properties)
                || children.size() != other.children.size()) {
            return false;
        }
        for (int i = 0; i < children.size(); i++) {
            if (!children.get(i).sameAs(other.children.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Returns a builder that holds what this node holds, to make a changed tree from.
    public NodeBuilder toBuilder() {
        NodeBuilder builder = new NodeBuilder(name, encoding);
        properties.forEach(builder::add);
        children.forEach(child -> builder.add(child.toBuilder()));
        return builder;
    }

    static byte[] zeroTerminated(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    @Override
    public String toString() {
        return path();
    }
}
