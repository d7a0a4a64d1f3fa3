package org.rtkit4j.devicetree.coprocessor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Addresses;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Property;
import org.rtkit4j.devicetree.tree.Reference;
import org.rtkit4j.devicetree.tree.References;
import org.rtkit4j.devicetree.tree.Window;

/// Finds what stands between a node and memory: `apple,sart` and `iommus`.
final class Filters {
    private final DeviceTree tree;
    private final Node node;

    Filters(DeviceTree tree, Node node) {
        this.tree = tree;
        this.node = node;
    }

    List<MemoryFilter> all() {
        List<MemoryFilter> filters = new ArrayList<>();
        tree.target(node, "apple,sart")
                .ifPresent(sart -> filters.add(new MemoryFilter.Sart(sart, compatible(sart), window(sart))));
        node.property("iommus")
                .ifPresent(iommus -> References.parse(tree, iommus, "#iommu-cells")
                        .entries()
                        .forEach(entry -> filters.add(dart(entry))));
        return filters;
    }

    private static MemoryFilter dart(Reference entry) {
        Node dart = entry.target();
        int stream = entry.arguments().isEmpty() ? -1 : entry.arguments().getFirst();
        return new MemoryFilter.Dart(dart, compatible(dart), window(dart), stream, dmaRange(dart));
    }

    // One pair of 64-bit numbers. Source: Asahi's apple,dart.yaml.
    private static @Nullable Window dmaRange(Node dart) {
        Property range = dart.property("apple,dma-range").orElse(null);
        return range == null || range.cellCount() < 4 ? null : new Window(range.number(0, 2), range.number(2, 2));
    }

    private static String compatible(Node filter) {
        return filter.compatible().isEmpty() ? "" : filter.compatible().getFirst();
    }

    private static @Nullable Window window(Node filter) {
        return Addresses.physical(filter).stream()
                .findFirst()
                .flatMap(first -> first)
                .orElse(null);
    }
}
