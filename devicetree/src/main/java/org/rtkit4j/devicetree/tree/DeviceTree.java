package org.rtkit4j.devicetree.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A whole tree: its nodes by path, alias and phandle, and what its file says beside them. Immutable.
public final class DeviceTree {
    private final Node root;
    private final List<Node> nodes;
    private final Map<Integer, Node> phandles = new HashMap<>();
    private final List<Reservation> reservations;
    private final int bootCpu;
    private final List<TreeWarning> warnings;
    private final Map<TableKey, InterruptTable> interruptTables = new ConcurrentHashMap<>();

    /// @param node with an interrupt map
    /// @param cells of its children's unit addresses and specifiers
    private record TableKey(Node node, int cells) {}

    /// Makes a tree of what a reader found.
    ///
    /// @param reservations memory that a flattened tree's header reserves
    /// @param bootCpu the number of the processor that boots
    /// @param warnings what reading the file survived
    public DeviceTree(Node root, List<Reservation> reservations, int bootCpu, List<TreeWarning> warnings) {
        this.root = root;
        this.nodes = root.all();
        this.reservations = List.copyOf(reservations);
        this.bootCpu = bootCpu;
        this.warnings = List.copyOf(warnings);
        for (Node node : nodes) {
            node.phandle().ifPresent(phandle -> phandles.putIfAbsent(phandle, node));
        }
    }

    /// Returns a tree that was made in code.
    public static DeviceTree of(Node root) {
        return new DeviceTree(root, List.of(), 0, List.of());
    }

    public Node root() {
        return root;
    }

    /// Returns all nodes, each before those below it.
    public List<Node> nodes() {
        return nodes;
    }

    /// Returns the memory that a flattened tree's header reserves.
    public List<Reservation> reservations() {
        return reservations;
    }

    /// Returns the number of the processor that boots, as a flattened tree's header says.
    public int bootCpu() {
        return bootCpu;
    }

    /// Returns what reading the file survived.
    public List<TreeWarning> warnings() {
        return warnings;
    }

    /// Returns the node that a phandle refers to; the first where a broken tree has several.
    public Optional<Node> byPhandle(int phandle) {
        return Optional.ofNullable(phandles.get(phandle));
    }

    /// Returns the node that a property refers to: one phandle and nothing else.
    public Optional<Node> target(Node node, String property) {
        OptionalInt phandle = node.u32(property);
        return phandle.isPresent() ? byPhandle(phandle.getAsInt()) : Optional.empty();
    }

    /// Returns a node's interrupt map, read once and kept.
    InterruptTable interruptTable(Node node, Property map, int cells) {
        return interruptTables.computeIfAbsent(
                new TableKey(node, cells), key -> new InterruptTable(this, node, map, key.cells()));
    }

    /// Returns the node at a path. A path that does not begin with `/` begins with an alias.
    public Optional<Node> at(String path) {
        if (path.startsWith("/")) {
            return below(root, path.substring(1));
        }
        int slash = path.indexOf('/');
        String alias = slash < 0 ? path : path.substring(0, slash);
        Optional<Node> start = alias(alias);
        return slash < 0 ? start : start.flatMap(node -> below(node, path.substring(slash + 1)));
    }

    private Optional<Node> alias(String alias) {
        return root.child("aliases")
                .flatMap(aliases -> aliases.string(alias))
                .filter(target -> target.startsWith("/"))
                .flatMap(this::at);
    }

    private static Optional<Node> below(Node start, String path) {
        Optional<Node> node = Optional.of(start);
        for (String name : path.split("/", -1)) {
            node = name.isEmpty() ? node : node.flatMap(above -> above.child(name));
        }
        return node;
    }

    /// Returns the node that a node's interrupts go to: its `interrupt-parent`, or that of the nearest node
    /// above, or the nearest node above that takes interrupts itself.
    public @Nullable Node interruptParent(Node node) {
        Node at = node;
        for (int hops = 0; at != null && hops < TreeLimits.DEPTH; hops++) {
            at = at.has("interrupt-parent") ? target(at, "interrupt-parent").orElse(null) : at.parent();
            if (at != null && at.has("#interrupt-cells")) {
                return at;
            }
        }
        return null;
    }
}
