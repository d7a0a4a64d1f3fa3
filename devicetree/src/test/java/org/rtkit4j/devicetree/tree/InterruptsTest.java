package org.rtkit4j.devicetree.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class InterruptsTest {
    private static DeviceTree tree(Consumer<NodeBuilder> more) {
        NodeBuilder root = NodeBuilder.root(Encoding.FDT)
                .u32("interrupt-parent", 1)
                .child(
                        "aic",
                        aic -> aic.u32("phandle", 1)
                                .flag("interrupt-controller")
                                .u32("#interrupt-cells", 3))
                .child(
                        "gpio",
                        gpio -> gpio.u32("phandle", 2)
                                .flag("interrupt-controller")
                                .u32("#interrupt-cells", 2));
        more.accept(root);
        return DeviceTree.of(root.build());
    }

    private static List<String> of(DeviceTree tree, String path) {
        return Interrupts.of(tree, tree.at(path).orElseThrow()).stream()
                .map(i -> i.name() + " " + i.controller().name() + " " + i.specifier())
                .toList();
    }

    @Test
    void theParentOfTheNearestNodeAboveCounts() {
        DeviceTree tree = tree(root -> root.child(
                        "bus",
                        bus -> bus.u32("interrupt-parent", 2)
                                .child(
                                        "a",
                                        a -> a.cells("interrupts", 5, 8, 6, 8).strings("interrupt-names", "one")))
                .child("b", b -> b.cells("interrupts", 0, 590, 4)));
        assertEquals(List.of("one gpio [5, 8]", "null gpio [6, 8]"), of(tree, "/bus/a"));
        assertEquals(List.of("null aic [0, 590, 4]"), of(tree, "/b"));
    }

    @Test
    void theExtendedFormComesFirst() {
        DeviceTree tree = tree(root ->
                root.child("a", a -> a.cells("interrupts", 0, 1, 4).cells("interrupts-extended", 2, 7, 1, 1, 0, 2, 4)));
        assertEquals(List.of("null gpio [7, 1]", "null aic [0, 2, 4]"), of(tree, "/a"));
    }

    // PCI: the lowest three bits of the first specifier cell, and of the address nothing, count.
    @Test
    void followsAMapByTheBitsThatItsMaskLeaves() {
        DeviceTree tree = tree(root -> root.child(
                "pcie",
                pcie -> pcie.u32("#address-cells", 3)
                        .u32("#size-cells", 2)
                        .u32("#interrupt-cells", 1)
                        .cells("interrupt-map-mask", 0, 0, 0, 7)
                        .cells("interrupt-map", 0, 0, 0, 1, 1, 0, 100, 4, 0, 0, 0, 2, 1, 0, 101, 4)
                        .child(
                                "dev",
                                dev -> dev.cells("reg", 0x1_0000, 0, 0, 0, 0).cells("interrupts", 2, 1, 3))));
        assertEquals(List.of("null aic [0, 101, 4]", "null aic [0, 100, 4]"), of(tree, "/pcie/dev"));
    }

    @Test
    void aMapMayLeadToAnotherMap() {
        DeviceTree tree = tree(root -> root.child(
                        "outer",
                        outer -> outer.u32("phandle", 3)
                                .u32("#address-cells", 0)
                                .u32("#interrupt-cells", 1)
                                .cells("interrupt-map", 20, 2, 9, 1))
                .child(
                        "inner",
                        inner -> inner.u32("phandle", 4)
                                .u32("#address-cells", 0)
                                .u32("#interrupt-cells", 1)
                                .cells("interrupt-map", 10, 3, 20))
                .child("dev", dev -> dev.u32("interrupt-parent", 4).cells("interrupts", 10)));
        assertEquals(List.of("null gpio [9, 1]"), of(tree, "/dev"));
    }

    @Test
    void parentsAndMapsInACircleEnd() {
        DeviceTree tree = tree(root -> root.child(
                        "a", a -> a.u32("phandle", 5).u32("interrupt-parent", 6).u32("#interrupt-cells", 1))
                .child("b", b -> b.u32("phandle", 6).u32("interrupt-parent", 5).u32("#interrupt-cells", 1))
                .child("dev", dev -> dev.u32("interrupt-parent", 5).cells("interrupts", 1)));
        assertEquals(List.of(), of(tree, "/dev"));
    }
}
