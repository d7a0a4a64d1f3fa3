package org.rtkit4j.devicetree.graph;

import org.rtkit4j.devicetree.tree.Node;

/// A device that needs another, and the property that says so.
///
/// @param consumer the device
/// @param node the node that has the property: the device's, or one below it that is no device itself
/// @param property the property, or [#BUS] where the supplier is what the device is on
/// @param target the node that the property refers to
/// @param supplier the device that this node belongs to
/// @param strength what its lack means
public record Edge(Node consumer, Node node, String property, Node target, Node supplier, Strength strength) {
    /// Stands for a property where a device is below another in the tree.
    public static final String BUS = "parent";

    @Override
    public String toString() {
        String from = node == consumer ? consumer.name() : consumer.name() + " (" + node.name() + ")";
        String to = target == supplier ? supplier.name() : supplier.name() + " (" + target.name() + ")";
        return from + " " + property + " -> " + to;
    }
}
