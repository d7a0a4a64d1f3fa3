package org.rtkit4j.devicetree.adt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.devicetree.Bytes;
import org.rtkit4j.devicetree.tree.Addresses;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.devicetree.tree.Window;

class AdtReaderTest {
    private static final byte[] TREE = AdtFixture.tree();

    @Test
    void readsNodesAndProperties() throws TreeFormatException {
        DeviceTree tree = AdtReader.read(TREE);
        Node ans = tree.at("/arm-io/ans").orElseThrow();
        assertEquals(List.of("iop,ascwrap-v4", "s5l"), ans.compatible().subList(0, 2));
        assertEquals(0x61, ans.phandle().orElseThrow());
        assertEquals(Optional.of(ans), tree.byPhandle(0x61));
        assertEquals(List.of(), tree.warnings());
        assertEquals(
                List.of("name", "#address-cells", "#size-cells"),
                tree.root().properties().stream().map(p -> p.name()).toList());
    }

    @Test
    void translatesAddressesThroughTheBus() throws TreeFormatException {
        Node ans = AdtReader.read(TREE).at("/arm-io/ans").orElseThrow();
        assertEquals(List.of(new Window(0x7740_0000L, 0x6c000)), Addresses.reg(ans));
        assertEquals(List.of(Optional.of(new Window(0x2_7740_0000L, 0x6c000))), Addresses.physical(ans));
    }

    @Test
    void keepsTheBootLoadersMark() throws TreeFormatException {
        var segments = AdtReader.read(TREE)
                .at("/arm-io/ans")
                .flatMap(ans -> ans.property("segment-ranges"))
                .orElseThrow();
        assertTrue(segments.isTemplate());
        assertArrayEquals(new byte[] {(byte) 0xaa, (byte) 0xbb, (byte) 0xcc}, segments.bytes());
    }

    @Test
    void acceptsZeroesBehindTheTree() throws TreeFormatException {
        assertTrue(AdtReader.read(Arrays.copyOf(TREE, TREE.length + 4096))
                .root()
                .sameAs(AdtReader.read(TREE).root()));
    }

    @Test
    void refusesOtherBytesBehindTheTree() {
        byte[] longer = Arrays.copyOf(TREE, TREE.length + 16);
        longer[TREE.length + 7] = 1;
        TreeFormatException refused = assertThrows(TreeFormatException.class, () -> AdtReader.read(longer));
        assertEquals(TREE.length + 7, refused.offset());
    }

    @Test
    void warnsOfPaddingThatIsNotZero() throws TreeFormatException {
        byte[] odd = TREE.clone();
        odd[TREE.length - 1] = 1;
        assertEquals(TREE.length - 1, AdtReader.read(odd).warnings().getFirst().offset());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 7, 8, 9, 40, 44, 55, 100, 300})
    void namesTheOffsetWhereAFileEndsEarly(int length) {
        TreeFormatException refused =
                assertThrows(TreeFormatException.class, () -> AdtReader.read(Arrays.copyOf(TREE, length)));
        assertTrue(refused.offset() <= length, refused.getMessage());
    }

    @Test
    void refusesMorePropertiesThanTheFileCanHold() {
        TreeFormatException refused =
                assertThrows(TreeFormatException.class, () -> AdtReader.read(Bytes.of("ffffffff 00000000", "'x'100")));
        assertEquals(0, refused.offset());
        assertTrue(refused.reason().contains("4294967295"), refused.reason());
    }

    @Test
    void refusesANodeWithoutAName() {
        TreeFormatException refused = assertThrows(
                TreeFormatException.class, () -> AdtReader.read(Bytes.of("01000000 00000000", "'reg'32", "00000000")));
        assertEquals("a node without the property `name`", refused.reason());
    }

    @Test
    void refusesASizePastTheEnd() {
        byte[] evil = Bytes.of("01000000 00000000", "'name'32", "ffffff7f", "'root'8");
        assertEquals(
                44,
                assertThrows(TreeFormatException.class, () -> AdtReader.read(evil))
                        .offset());
    }

    @Test
    void refusesNodesBelowOneAnotherWithoutEnd() {
        byte[] one = Bytes.of("01000000 01000000", "'name'32", "04000000", "'a'4");
        byte[] many = new byte[one.length * 100];
        for (int i = 0; i < 100; i++) {
            System.arraycopy(one, 0, many, i * one.length, one.length);
        }
        TreeFormatException refused = assertThrows(TreeFormatException.class, () -> AdtReader.read(many));
        assertEquals(64L * one.length, refused.offset());
    }
}
