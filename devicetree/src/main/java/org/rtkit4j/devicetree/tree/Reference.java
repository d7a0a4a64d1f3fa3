package org.rtkit4j.devicetree.tree;

import java.util.List;

/// One entry of a property that refers to other nodes: the node, and the arguments that say what of it.
///
/// @param target the node that provides
/// @param arguments the cells behind the phandle, as many as the provider's `#...-cells` says
public record Reference(Node target, List<Integer> arguments) {
    public Reference {
        arguments = List.copyOf(arguments);
    }
}
