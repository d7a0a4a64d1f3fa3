package org.rtkit4j.devicetree.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Property;

/// Which device needs which other: an edge for every property that says so, and one for what a device is on.
///
/// A device is an available node with `compatible`. A property of a node below it that is no device (a port, a
/// pin state) counts as its own, and a reference to such a node means the device above it, as in Linux.
/// References into disabled parts of the tree are left out, as Linux ignores them, and named among the
/// problems where the property is one that a driver insists on. Source: linux drivers/of/property.c,
/// of_link_to_phandle.
public final class SupplierGraph {
    private final Map<Node, List<Edge>> edges = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Node> available = new LinkedHashSet<>();
    private final DeviceTree tree;

    private SupplierGraph(DeviceTree tree, Set<Node> wakened) {
        this.tree = tree;
        for (Node node : tree.nodes()) {
            Node above = node.parent();
            if ((above == null || available.contains(above)) && (node.isEnabled() || wakened.contains(node))) {
                available.add(node);
            }
        }
        available.forEach(this::read);
        edges.replaceAll((node, own) -> List.copyOf(new LinkedHashSet<>(own)));
    }

    /// Returns the graph of a tree.
    public static SupplierGraph of(DeviceTree tree) {
        return new SupplierGraph(tree, Set.of());
    }

    /// Returns the graph of a tree in which the boot loader enables some nodes that the file has disabled.
    public static SupplierGraph of(DeviceTree tree, Set<Node> wakened) {
        return new SupplierGraph(tree, wakened);
    }

    /// Returns the devices in the order of the tree.
    public Set<Node> devices() {
        return Collections.unmodifiableSet(edges.keySet());
    }

    /// Returns what a device needs, in the order of its properties, its bus first.
    public List<Edge> suppliersOf(Node device) {
        return edges.getOrDefault(device, List.of());
    }

    /// Returns references that lead nowhere, each with its node and property.
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /// Returns the device that a node belongs to: itself, or the nearest above that is one.
    public Optional<Node> deviceOf(Node node) {
        Node device = device(node);
        return Optional.ofNullable(device);
    }

    private @Nullable Node device(@Nullable Node start) {
        for (Node node = start; node != null && node.parent() != null; node = node.parent()) {
            if (node.has("compatible") && !isLayout(node)) {
                return available.contains(node) ? node : null;
            }
        }
        return null;
    }

    // Not devices, whatever they are compatible with: how a memory's cells lie.
    private static boolean isLayout(Node node) {
        return node.isCompatible("fixed-layout") || node.isCompatible("fixed-partitions");
    }

    private void read(Node node) {
        Node consumer = device(node);
        if (consumer == null) {
            return;
        }
        List<Edge> own = edges.computeIfAbsent(consumer, _ -> new ArrayList<>());
        if (consumer == node) {
            Node bus = device(node.parent());
            if (bus != null) {
                own.add(new Edge(node, node, Edge.BUS, bus, bus, Strength.REQUIRED));
            }
        }
        for (Property property : node.properties()) {
            Binding.of(property.name()).ifPresent(binding -> add(own, consumer, node, property, binding));
        }
    }

    private void add(List<Edge> own, Node consumer, Node node, Property property, Binding binding) {
        SupplierReader reader = new SupplierReader(tree, consumer, problems);
        for (Node target : reader.targets(node, property, binding)) {
            Node supplier = binding.strength() == Strength.NONE ? target : device(target);
            if (supplier == null) {
                String why = available.contains(target) ? "is no device" : "is disabled";
                problems.add(new Problem(consumer, node, "%s: %s %s".formatted(property.name(), target.path(), why)));
            } else if (supplier != consumer && !isBelow(supplier, consumer)) {
                own.add(new Edge(consumer, node, property.name(), target, supplier, binding.strength()));
            }
        }
    }

    // A device does not wait for its own children. Source: linux drivers/base/core.c,
    // fw_devlink_create_devlink.
    private static boolean isBelow(Node node, Node above) {
        for (Node at = node.parent(); at != null; at = at.parent()) {
            if (at == above) {
                return true;
            }
        }
        return false;
    }
}
