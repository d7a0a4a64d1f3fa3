package org.rtkit4j.devicetree.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressesTest {
    @Test
    void anEmptyRangesPassesAddressesOn() {
        Node device = bus(bus -> bus.flag("ranges"), 0x2_7bcc_0000L, 0x4000);
        assertEquals(List.of(Optional.of(new Window(0x2_7bcc_0000L, 0x4000))), Addresses.physical(device));
    }

    @Test
    void aBusWithoutRangesCannotBeTranslated() {
        Node device = bus(bus -> {}, 0x100, 4);
        assertEquals(List.of(new Window(0x100, 4)), Addresses.reg(device));
        assertEquals(List.of(Optional.empty()), Addresses.physical(device));
    }

    @Test
    void rangesMapWindowByWindow() {
        Node device = bus(bus -> bus.numbers("ranges", 2, 0, 0x10_0000, 0x1000, 0x8000, 0x20_0000, 0x1000), 0x8ff0, 16);
        assertEquals(List.of(Optional.of(new Window(0x20_0ff0, 16))), Addresses.physical(device));
    }

    @Test
    void anAddressOutsideOfAllRangesIsNoAddress() {
        Node device = bus(bus -> bus.numbers("ranges", 2, 0, 0x10_0000, 0x1000), 0x1000, 16);
        assertEquals(List.of(Optional.empty()), Addresses.physical(device));
    }

    @Test
    void cellsComeFromTheNearestNodeAbove() {
        Node root = NodeBuilder.root(Encoding.FDT)
                .u32("#address-cells", 2)
                .u32("#size-cells", 1)
                .child("a", a -> a.child("b", b -> b.cells("reg", 1, 2, 3)))
                .build();
        Node b = root.all().getLast();
        assertEquals(List.of(new Window(0x1_0000_0002L, 3)), Addresses.reg(b));
    }

    @Test
    void memoryOnPciIsOneSpaceBelowAndAboveFourGigabytes() {
        Node root = NodeBuilder.root(Encoding.FDT)
                .u32("#address-cells", 2)
                .u32("#size-cells", 2)
                .child(
                        "pcie@0",
                        pcie -> pcie.strings("device_type", "pci")
                                .u32("#address-cells", 3)
                                .u32("#size-cells", 2)
                                .cells(
                                        "ranges",
                                        0x0100_0000,
                                        0,
                                        0,
                                        9,
                                        0,
                                        0,
                                        0x1000,
                                        0x4300_0000,
                                        6,
                                        0,
                                        6,
                                        0x100,
                                        0,
                                        0x2000)
                                .child("dev@0", dev -> dev.cells("reg", 0x0200_0010, 6, 0x10, 0, 0x20)))
                .build();
        assertEquals(
                List.of(Optional.of(new Window(0x6_0000_0110L, 0x20))),
                Addresses.physical(root.all().getLast()));
    }

    @Test
    void absurdCellCountsGiveNoWindows() {
        Node root = NodeBuilder.root(Encoding.FDT)
                .u32("#address-cells", -1)
                .u32("#size-cells", 0x7fff_ffff)
                .child("a", a -> a.cells("reg", 1, 2, 3))
                .build();
        assertEquals(List.of(), Addresses.physical(root.all().getLast()));
    }

    private static Node bus(java.util.function.Consumer<NodeBuilder> ranges, long address, long size) {
        Node root = NodeBuilder.root(Encoding.FDT)
                .u32("#address-cells", 2)
                .u32("#size-cells", 2)
                .child("soc", soc -> {
                    soc.u32("#address-cells", 2).u32("#size-cells", 2);
                    ranges.accept(soc);
                    soc.child("device", device -> device.numbers("reg", 2, address, size));
                })
                .build();
        return root.all().getLast();
    }
}
