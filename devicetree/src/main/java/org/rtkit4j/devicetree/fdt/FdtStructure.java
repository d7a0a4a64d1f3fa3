package org.rtkit4j.devicetree.fdt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.devicetree.tree.Property;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.devicetree.tree.TreeLimits;
import org.rtkit4j.devicetree.tree.TreeWarning;

/// The structure block: a stream of tokens, each at a multiple of four bytes.
final class FdtStructure {
    static final int BEGIN_NODE = 1;
    static final int END_NODE = 2;
    static final int PROP = 3;
    static final int NOP = 4;
    static final int END = 9;

    private final byte[] bytes;
    private final FdtHeader header;
    private final List<TreeWarning> warnings;
    private final Map<Integer, String> names = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final Set<Integer> phandles = new HashSet<>();
    private @Nullable NodeBuilder root;
    private int at;
    private int nodes;
    private int properties;

    /// A node whose end is still to come.
    private static final class Open {
        final NodeBuilder node;
        final Set<String> properties = new HashSet<>();
        final Set<String> children = new HashSet<>();

        Open(NodeBuilder node) {
            this.node = node;
        }
    }

    FdtStructure(byte[] bytes, FdtHeader header, List<TreeWarning> warnings) {
        this.bytes = bytes;
        this.header = header;
        this.warnings = warnings;
        this.at = header.structure();
    }

    Node read() throws TreeFormatException {
        while (true) {
            int start = at;
            switch (cell("token")) {
                case BEGIN_NODE -> beginNode(start);
                case END_NODE -> endNode(start);
                case PROP -> property(start);
                case NOP -> {}
                case END -> {
                    return end(start);
                }
                default ->
                    throw new TreeFormatException(
                            start, "no such token: 0x%x".formatted(Encoding.FDT.cell(bytes, start)));
            }
        }
    }

    private Node end(int start) throws TreeFormatException {
        if (root == null || !open.isEmpty()) {
            throw new TreeFormatException(start, "the tree ends within a node: open=" + open.size());
        }
        return root.build();
    }

    private void beginNode(int start) throws TreeFormatException {
        if (open.isEmpty() && root != null) {
            throw new TreeFormatException(start, "a second root");
        }
        if (open.size() >= TreeLimits.DEPTH || ++nodes > TreeLimits.NODES) {
            throw new TreeFormatException(
                    start, "too deep or too large: depth=%d, nodes=%d".formatted(open.size(), nodes));
        }
        String name = text(at, header.structureEnd(), "node's name");
        at += (name.length() + 4) & ~3;
        NodeBuilder node = new NodeBuilder(open.isEmpty() ? "" : name, Encoding.FDT);
        if (open.isEmpty()) {
            root = node;
            warnIf(!name.isEmpty(), start, "the root has a name");
        } else {
            warnIf(!open.element().children.add(name), start, "a second node of one name");
            warnIf(name.isEmpty() || name.indexOf('/') >= 0, start, "a node's name that no path can have");
            open.element().node.add(node);
        }
        open.push(new Open(node));
    }

    private void endNode(int start) throws TreeFormatException {
        if (open.isEmpty()) {
            throw new TreeFormatException(start, "the end of a node that did not begin");
        }
        open.pop();
    }

    private void property(int start) throws TreeFormatException {
        int length = cell("property's size");
        int nameOffset = cell("property's name");
        if (open.isEmpty() || ++properties > TreeLimits.PROPERTIES) {
            throw new TreeFormatException(start, "a property outside of all nodes, or one too many");
        }
        if (length < 0 || length > header.structureEnd() - at) {
            throw new TreeFormatException(
                    start + 4, "a value past the end of the structure: size=0x%x".formatted(length));
        }
        String name = name(start, nameOffset);
        Property property = Property.of(name, Encoding.FDT, Arrays.copyOfRange(bytes, at, at + length));
        at += (length + 3) & ~3;
        Open node = open.element();
        warnIf(!node.children.isEmpty(), start, "a property behind a child");
        warnIf(!node.properties.add(name), start, "a second property of one name");
        checkPhandle(start, property);
        node.node.add(property);
    }

    // `phandle` and the older `linux,phandle` of one node are the same number.
    private void checkPhandle(int start, Property property) {
        if (property.name().equals("phandle")) {
            int phandle = property.u32().orElse(0);
            warnIf(phandle == 0 || phandle == -1, start, "a phandle that no node can have");
            warnIf(!phandles.add(phandle), start, "a phandle that another node has");
        }
    }

    private String name(int start, int offset) throws TreeFormatException {
        String known = names.get(offset);
        if (known != null) {
            return known;
        }
        if (offset < 0 || offset >= header.stringsEnd() - header.strings()) {
            throw new TreeFormatException(start + 8, "a name outside of the strings: offset=0x%x".formatted(offset));
        }
        String name = text(header.strings() + offset, header.stringsEnd(), "property's name");
        warnIf(name.isEmpty(), start, "a property without a name");
        names.put(offset, name);
        return name;
    }

    private String text(int from, int end, String what) throws TreeFormatException {
        for (int i = from; i < end; i++) {
            if (bytes[i] == 0) {
                return new String(bytes, from, i - from, StandardCharsets.ISO_8859_1);
            }
        }
        throw new TreeFormatException(from, "a %s without an end".formatted(what));
    }

    private int cell(String what) throws TreeFormatException {
        if (at > header.structureEnd() - Encoding.CELL) {
            // The padding of what came before may lie past the end already.
            int end = Math.min(at, header.structureEnd());
            throw new TreeFormatException(end, "the structure ends where a %s is due".formatted(what));
        }
        int cell = Encoding.FDT.cell(bytes, at);
        at += Encoding.CELL;
        return cell;
    }

    private void warnIf(boolean holds, int offset, String text) {
        if (holds && warnings.size() < 100) {
            warnings.add(new TreeWarning(offset, text));
        }
    }
}
