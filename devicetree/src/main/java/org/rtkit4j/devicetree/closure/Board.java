package org.rtkit4j.devicetree.closure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rtkit4j.devicetree.graph.SupplierGraph;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Node;

/// A board: its device tree, and which device of it needs which.
public final class Board {
    private final String name;
    private final DeviceTree tree;
    private final SupplierGraph graph;

    /// Reads a board out of its tree.
    ///
    /// @param name how messages call it, its file's name for example
    public Board(String name, DeviceTree tree) {
        this.name = name;
        this.tree = tree;
        this.graph = SupplierGraph.of(tree, wakenedByTheBootLoader(tree));
    }

    // The screen that the boot loader has set up: its place is known at boot only, so the file has it disabled.
    // Source: linux Documentation/devicetree/bindings/display/simple-framebuffer.yaml; m1n1 src/kboot.c.
    private static Set<Node> wakenedByTheBootLoader(DeviceTree tree) {
        List<Node> chosen = tree.root().child("chosen").map(Node::children).orElse(List.of());
        Set<Node> wakened = new LinkedHashSet<>();
        for (Node node : chosen) {
            if (node.isCompatible("simple-framebuffer")) {
                wakened.add(node);
            }
        }
        return wakened;
    }

    public String name() {
        return name;
    }

    public DeviceTree tree() {
        return tree;
    }

    public SupplierGraph graph() {
        return graph;
    }

    /// Returns `model` of the tree, the board's name where there is none.
    public String model() {
        return tree.root().string("model").orElse(name);
    }
}
