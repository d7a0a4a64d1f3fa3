package org.rtkit4j.devicetree.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {
    @ParameterizedTest
    @ValueSource(ints = {3, 200})
    void findsByNameAmongFewAndMany(int count) {
        NodeBuilder root = NodeBuilder.root(Encoding.FDT);
        for (int i = 0; i < count; i++) {
            root.u32("p" + i, i).child("n" + i + "@" + i, _ -> {});
        }
        root.add(Property.of("p1", Encoding.FDT, new byte[] {1}));
        root.child("twin@1", _ -> {}).child("twin@2", _ -> {});
        Node node = root.build();
        assertEquals(OptionalInt.of(1), node.u32("p1"));
        assertEquals(Optional.empty(), node.property("p" + count));
        assertEquals("n2@2", node.child("n2").orElseThrow().name());
        assertEquals("twin@2", node.child("twin@2").orElseThrow().name());
        assertEquals(Optional.empty(), node.child("twin"));
    }

    @Test
    void isAvailableWhereAllAboveAre() {
        Node root = NodeBuilder.root(Encoding.FDT)
                .child("a", a -> a.strings("status", "disabled").child("b", b -> b.strings("status", "ok")))
                .child("c", c -> c.strings("status", "okay"))
                .child("d", d -> d.strings("status", "fail"))
                .build();
        DeviceTree tree = DeviceTree.of(root);
        assertTrue(tree.at("/a/b").orElseThrow().isEnabled());
        assertFalse(tree.at("/a/b").orElseThrow().isAvailable());
        assertTrue(tree.at("/c").orElseThrow().isAvailable());
        assertFalse(tree.at("/d").orElseThrow().isAvailable());
    }

    @Test
    void aPathMayBeginWithAnAlias() {
        DeviceTree tree = DeviceTree.of(NodeBuilder.root(Encoding.FDT)
                .child(
                        "aliases",
                        aliases -> aliases.strings("disk", "/soc/nvme@1").strings("loop", "loop"))
                .child("soc", soc -> soc.child("nvme@1", nvme -> nvme.child("part", _ -> {})))
                .build());
        assertEquals("/soc/nvme@1", tree.at("disk").orElseThrow().path());
        assertEquals("/soc/nvme@1/part", tree.at("disk/part").orElseThrow().path());
        assertEquals("/soc/nvme@1", tree.at("/soc//nvme/").orElseThrow().path());
        assertEquals(Optional.empty(), tree.at("loop"));
        assertEquals(Optional.empty(), tree.at("/soc/none"));
        assertEquals("/", tree.at("/").orElseThrow().path());
    }

    @Test
    void olderTreesCallThePhandleDifferently() {
        Node root = NodeBuilder.root(Encoding.FDT).u32("linux,phandle", 7).build();
        assertEquals(OptionalInt.of(7), root.phandle());
    }

    @Test
    void stringsAreListsEndedByNul() {
        Property list = Property.of("x", Encoding.FDT, new byte[] {'a', 0, 0, 'b', 'c'});
        assertEquals(List.of("a", "", "bc"), list.strings());
        assertEquals("a", list.string());
        assertEquals(1, list.cellCount());
        assertEquals(OptionalInt.empty(), list.u32());
    }

    @Test
    void numbersLieAsTheEncodingSays() {
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8};
        assertEquals(0x0102030405060708L, Property.of("x", Encoding.FDT, bytes).number(0, 2));
        assertEquals(0x0807060504030201L, Property.of("x", Encoding.ADT, bytes).number(0, 2));
        assertEquals(0x05060708, Property.of("x", Encoding.FDT, bytes).cell(1));
        assertEquals(0x08070605, Property.of("x", Encoding.ADT, bytes).cell(1));
    }
}
