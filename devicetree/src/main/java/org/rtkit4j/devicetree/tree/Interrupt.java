package org.rtkit4j.devicetree.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An interrupt of a device, followed through the maps on its way.
///
/// @param controller the node that delivers it
/// @param specifier the cells by which the controller knows it: of an AIC its type, die where it has several,
/// number
///     and flags
/// @param name from `interrupt-names`, null where there is none
public record Interrupt(
        Node controller, List<Integer> specifier, @Nullable String name) {
    public Interrupt {
        specifier = List.copyOf(specifier);
    }
}
