package org.rtkit4j.devicetree.coprocessor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.Node;

/// Finds the co-processors of a machine in its device tree, Linux's or Apple's.
public final class Coprocessors {
    private Coprocessors() {}

    /// Returns the co-processors in the order of the tree, disabled ones included.
    ///
    /// In a flattened tree they are what has an Apple mailbox; in Apple's, what is an `iop`.
    public static List<CoprocessorNode> of(DeviceTree tree) {
        List<CoprocessorNode> found = new ArrayList<>();
        for (Node node : tree.nodes()) {
            Optional<CoprocessorNode> coprocessor = tree.root().encoding() == Encoding.FDT
                    ? FlattenedDescription.of(tree, node)
                    : AppleDescription.of(tree, node);
            coprocessor.ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /// Returns the co-processor of a short name, of a node's name with or without its unit address, or of a path.
    public static Optional<CoprocessorNode> named(DeviceTree tree, String name) {
        List<CoprocessorNode> all = of(tree);
        return all.stream()
                .filter(c -> c.node().path().equals(name) || c.node().name().equals(name))
                .findFirst()
                .or(() -> all.stream().filter(c -> c.name().equals(name)).findFirst())
                .or(() -> all.stream()
                        .filter(c -> c.node().baseName().equals(name))
                        .findFirst());
    }
}
