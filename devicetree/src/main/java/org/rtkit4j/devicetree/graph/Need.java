package org.rtkit4j.devicetree.graph;

import java.util.List;
import org.rtkit4j.devicetree.tree.Node;

/// A device that a target needs.
///
/// @param device the device
/// @param chain the edges that lead from the target to it; none where it is the target
/// @param isRequired whether the target does not start without it
public record Need(Node device, List<Edge> chain, boolean isRequired) {
    public Need {
        chain = List.copyOf(chain);
    }
}
