package org.rtkit4j.devicetree.fdt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.devicetree.Bytes;
import org.rtkit4j.devicetree.RandomTree;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.devicetree.tree.Reservation;
import org.rtkit4j.devicetree.tree.TreeFormatException;

class FdtWriterTest {
    @Test
    void writesATreeMadeInCodeAsWrittenByHand() {
        Node root = NodeBuilder.root(Encoding.FDT)
                .u32("#address-cells", 2)
                .child(
                        "mbox@277408000",
                        mbox -> mbox.cells("reg", 2, 0x7740_8000, 0x4000)
                                .strings("compatible", "x,a")
                                .u32("phandle", 0x3b))
                .build();
        var reservations = List.of(new Reservation(0x8_8000_0000L, 0x4000));
        assertArrayEquals(FdtFixture.tree(), FdtWriter.write(new DeviceTree(root, reservations, 1, List.of())));
    }

    @Test
    void refusesAppleTrees() {
        Node root = NodeBuilder.root(Encoding.ADT).build();
        assertThrows(IllegalArgumentException.class, () -> FdtWriter.write(root));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void whatIsWrittenReadsBackTheSame(long seed) throws TreeFormatException {
        Node root = RandomTree.of(new SplittableRandom(seed), Encoding.FDT);
        byte[] bytes = FdtWriter.write(root);
        DeviceTree read = FdtReader.read(bytes);
        assertTrue(read.root().sameAs(root));
        assertEquals(List.of(), read.warnings());
        assertArrayEquals(bytes, FdtWriter.write(read));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void damageIsRefusedOrReadButNeverMore(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = Bytes.damaged(FdtWriter.write(RandomTree.of(random, Encoding.FDT)), random);
            try {
                assertTrue(FdtReader.read(damaged).nodes().size() <= damaged.length / 8);
            } catch (TreeFormatException e) {
                assertTrue(e.offset() >= 0 && e.offset() <= damaged.length, e.getMessage());
            }
        }
    }
}
