package org.rtkit4j.devicetree.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a device's interrupts: `interrupts-extended`, or else `interrupts` of the nearest `interrupt-parent`.
///
/// Source: devicetree specification 0.4, 2.4; linux drivers/of/irq.c.
public final class Interrupts {
    private Interrupts() {}

    /// Returns the interrupts of a node in order, no more than [TreeLimits#INTERRUPTS]; those that lead to no
    /// controller are left out.
    public static List<Interrupt> of(DeviceTree tree, Node node) {
        List<String> names = node.strings("interrupt-names");
        List<Optional<Reference>> raw = raw(tree, node);
        List<Interrupt> interrupts = new ArrayList<>();
        for (int i = 0; i < Math.min(raw.size(), TreeLimits.INTERRUPTS); i++) {
            String name = i < names.size() ? names.get(i) : null;
            raw.get(i)
                    .flatMap(first -> InterruptMap.follow(tree, node, first))
                    .ifPresent(last -> interrupts.add(new Interrupt(last.target(), last.arguments(), name)));
        }
        return List.copyOf(interrupts);
    }

    private static List<Optional<Reference>> raw(DeviceTree tree, Node node) {
        Property extended = node.property("interrupts-extended").orElse(null);
        if (extended != null) {
            return References.parse(tree, extended, "#interrupt-cells").entries().stream()
                    .map(Optional::of)
                    .toList();
        }
        Property interrupts = node.property("interrupts").orElse(null);
        Node parent = tree.interruptParent(node);
        return interrupts == null || parent == null ? List.of() : split(interrupts, parent);
    }

    private static List<Optional<Reference>> split(Property interrupts, Node parent) {
        int step = parent.u32("#interrupt-cells").orElse(0);
        List<Optional<Reference>> split = new ArrayList<>();
        for (int i = 0; step > 0 && step <= interrupts.cellCount() - i; i += step) {
            split.add(Optional.of(new Reference(parent, References.cells(interrupts, i, step))));
        }
        return split;
    }
}
