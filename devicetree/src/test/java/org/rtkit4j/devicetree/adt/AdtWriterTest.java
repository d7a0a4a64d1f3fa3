package org.rtkit4j.devicetree.adt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.devicetree.Bytes;
import org.rtkit4j.devicetree.RandomTree;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.devicetree.tree.Property;
import org.rtkit4j.devicetree.tree.TreeFormatException;

class AdtWriterTest {
    @Test
    void writesATreeMadeInCodeAsWrittenByHand() {
        Node root = NodeBuilder.root(Encoding.ADT)
                .u32("#address-cells", 2)
                .u32("#size-cells", 2)
                .child("arm-io", AdtWriterTest::armIo)
                .build();
        assertArrayEquals(AdtFixture.tree(), AdtWriter.writeTemplate(root));
    }

    private static void armIo(NodeBuilder io) {
        io.u32("#address-cells", 2)
                .u32("#size-cells", 2)
                .numbers("ranges", 2, 0, 0x2_0000_0000L, 0x3_0000_0000L)
                .child(
                        "ans",
                        ans -> ans.u32("AAPL,phandle", 0x61)
                                .strings("compatible", "iop,ascwrap-v4", "s5l", "")
                                .numbers("reg", 2, 0x7740_0000L, 0x6c000)
                                .set(Property.template(
                                        "segment-ranges", new byte[] {(byte) 0xaa, (byte) 0xbb, (byte) 0xcc})));
    }

    @Test
    void whatTheBootLoaderHandsOnHasNoMarks() throws TreeFormatException {
        Node root = AdtReader.read(AdtFixture.tree()).root();
        Node written = AdtReader.read(AdtWriter.write(root)).root();
        assertTrue(written.all().stream()
                .flatMap(node -> node.properties().stream())
                .noneMatch(Property::isTemplate));
        assertEquals(AdtFixture.tree().length, AdtWriter.write(root).length);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void whatIsWrittenReadsBackTheSame(long seed) throws TreeFormatException {
        Node root = RandomTree.of(new SplittableRandom(seed), Encoding.ADT);
        byte[] bytes = AdtWriter.writeTemplate(root);
        Node read = AdtReader.read(bytes).root();
        assertTrue(read.sameAs(root));
        assertArrayEquals(bytes, AdtWriter.writeTemplate(read.toBuilder().build()));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void damageIsRefusedOrReadButNeverMore(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = AdtWriter.writeTemplate(RandomTree.of(random, Encoding.ADT));
            byte[] damaged = Bytes.damaged(bytes, random);
            try {
                assertTrue(AdtReader.read(damaged).nodes().size() <= damaged.length / 44);
            } catch (TreeFormatException e) {
                assertTrue(e.offset() >= 0 && e.offset() <= damaged.length, e.getMessage());
            }
        }
    }

    @Test
    void refusesWhatTheBootLoaderCouldNotRead() {
        Node longName = NodeBuilder.root(Encoding.ADT).u32("a".repeat(32), 1).build();
        Node large =
                NodeBuilder.root(Encoding.ADT).bytes("x", new byte[1 << 20]).build();
        Node renamed = NodeBuilder.root(Encoding.ADT).strings("name", "other").build();
        Node flattened = NodeBuilder.root(Encoding.FDT).build();
        for (Node refused : new Node[] {longName, large, renamed, flattened}) {
            assertThrows(IllegalArgumentException.class, () -> AdtWriter.write(refused));
        }
    }
}
