package org.rtkit4j.devicetree.adt;

import org.rtkit4j.devicetree.Bytes;

/// A tree in Apple's form, written by hand: the shape that the reference asks of an emulated machine.
final class AdtFixture {
    private AdtFixture() {}

    static byte[] tree() {
        return Bytes.of(
                "03000000 01000000", // root: three properties, one child
                property("name", "0c000000", "'device-tree'12"),
                property("#address-cells", "04000000", "02000000"),
                property("#size-cells", "04000000", "02000000"),
                "04000000 01000000", // arm-io: four properties, one child
                property("name", "07000000", "'arm-io'8"),
                property("#address-cells", "04000000", "02000000"),
                property("#size-cells", "04000000", "02000000"),
                property("ranges", "18000000", "0000000000000000 0000000002000000 0000000003000000"),
                "05000000 00000000", // ans: five properties, no child
                property("name", "04000000", "'ans'4"),
                property("AAPL,phandle", "04000000", "61000000"),
                property("compatible", "14000000", "'iop,ascwrap-v4'15", "'s5l'5"),
                property("reg", "10000000", "0000407700000000 00c0060000000000"),
                // Bit 31: the boot loader fills it in.
                property("segment-ranges", "03000080", "aabbcc 00"));
    }

    private static String[] propertyParts(String name, String size, String... value) {
        String[] parts = new String[value.length + 2];
        parts[0] = "'" + name + "'32";
        parts[1] = size;
        System.arraycopy(value, 0, parts, 2, value.length);
        return parts;
    }

    private static String property(String name, String size, String... value) {
        return java.util.HexFormat.of().formatHex(Bytes.of(propertyParts(name, size, value)));
    }
}
