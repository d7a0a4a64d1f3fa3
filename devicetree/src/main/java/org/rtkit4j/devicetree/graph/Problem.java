package org.rtkit4j.devicetree.graph;

import org.rtkit4j.devicetree.tree.Node;

/// A reference that leads nowhere.
///
/// @param consumer the device that makes it
/// @param node the node that has the property
/// @param text the property, and what is wrong with it
public record Problem(Node consumer, Node node, String text) {
    @Override
    public String toString() {
        return node.path() + " " + text;
    }
}
