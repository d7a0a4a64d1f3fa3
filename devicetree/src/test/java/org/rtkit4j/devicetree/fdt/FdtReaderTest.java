package org.rtkit4j.devicetree.fdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.devicetree.tree.Addresses;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Reservation;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.devicetree.tree.Window;

class FdtReaderTest {
    @Test
    void readsNodesPropertiesAndReservations() throws TreeFormatException {
        DeviceTree tree = FdtReader.read(FdtFixture.tree());
        Node mbox = tree.at("/mbox@277408000").orElseThrow();
        assertEquals(Optional.of(mbox), tree.byPhandle(0x3b));
        assertEquals(Optional.of(mbox), tree.at("/mbox"));
        assertEquals(List.of("x,a"), mbox.compatible());
        assertEquals(List.of(new Window(0x2_7740_8000L, 0x4000)), Addresses.reg(mbox));
        assertEquals(List.of(new Reservation(0x8_8000_0000L, 0x4000)), tree.reservations());
        assertEquals(1, tree.bootCpu());
        assertEquals(List.of(), tree.warnings());
    }

    @Test
    void leavesBytesBehindTheTreeAlone() throws TreeFormatException {
        byte[] bytes = FdtFixture.tree();
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 100);
        Arrays.fill(longer, bytes.length, longer.length, (byte) 0xff);
        assertTrue(FdtReader.read(longer).root().sameAs(FdtReader.read(bytes).root()));
    }

    @Test
    void passesOverNops() throws TreeFormatException {
        byte[] bytes = FdtFixture.tree();
        put(bytes, 0x74, "00000004 00000004 00000004 00000004 00000004 00000004");
        Node mbox = FdtReader.read(bytes).at("/mbox").orElseThrow();
        assertEquals(
                List.of("compatible", "phandle"),
                mbox.properties().stream().map(p -> p.name()).toList());
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "0x00, d00dfeee, 0x00, magic",
        "0x04, 000000df, 0x04, a size that the file has not",
        "0x04, 00000020, 0x04, a size below the header",
        "0x08, 0000004a, 0x08, structure off its alignment",
        "0x08, ffffffff, 0x08, structure outside",
        "0x0c, 000000e0, 0x0c, strings outside",
        "0x10, 0000002c, 0x10, reservations off their alignment",
        "0x10, 000000d8, 0xd8, reservations without an end",
        "0x14, 0000000f, 0x14, a version that is too old",
        "0x18, 00000012, 0x14, a version that is too new",
        "0x20, 00000027, 0x20, strings past the end",
        "0x24, 00000097, 0x24, structure past the end",
        "0x24, 0000006c, 0xb4, structure without an end",
        "0x48, 00000005, 0x48, no such token",
        "0x48, 00000002, 0x48, the end of no node",
        "0x48, 00000009, 0x48, no root",
        "0x50, 00000009, 0x50, the end within a node",
        "0x54, 00000100, 0x54, a value past the end",
        "0x54, ffffffff, 0x54, a value of negative size",
        "0x58, 00000026, 0x58, a name outside",
        "0xac, 00000001, 0xb4, a node without an end",
    })
    void namesTheOffsetOfWhatIsWrong(String at, String cell, String offset, String what) {
        byte[] bytes = FdtFixture.tree();
        put(bytes, Integer.decode(at), cell);
        TreeFormatException refused = assertThrows(TreeFormatException.class, () -> FdtReader.read(bytes), what);
        assertEquals(Long.decode(offset), refused.offset(), refused.getMessage());
    }

    @Test
    void refusesNodesBelowOneAnotherWithoutEnd() {
        var evil =
                new StringBuilder("d00dfeed 00001000 00000038 00001000 00000028 00000011 00000010 00000000 00000000");
        evil.append("00000fc8 00000000000000000000000000000000");
        evil.append("00000001 00000000".repeat(505));
        byte[] bytes = HexFormat.of().parseHex(evil.toString().replace(" ", ""));
        TreeFormatException refused = assertThrows(TreeFormatException.class, () -> FdtReader.read(bytes));
        assertEquals(0x38 + 64 * 8, refused.offset());
    }

    @Test
    void warnsOfASecondPropertyOfOneName() throws TreeFormatException {
        byte[] bytes = FdtFixture.tree();
        put(bytes, 0x94, "00000013"); // the name of compatible
        put(bytes, 0xa4, "00000013"); // that of phandle
        assertEquals(
                "offset 0x9c: a second property of one name",
                FdtReader.read(bytes).warnings().getFirst().toString());
    }

    private static void put(byte[] bytes, int at, String cells) {
        byte[] put = HexFormat.of().parseHex(cells.replace(" ", ""));
        System.arraycopy(put, 0, bytes, at, put.length);
    }
}
