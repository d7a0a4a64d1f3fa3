package org.rtkit4j.devicetree.fdt;

import org.rtkit4j.devicetree.Bytes;

/// A flattened tree written by hand from the specification, in the order of blocks that dtc writes.
final class FdtFixture {
    static final int STRUCTURE = 0x48;
    static final int STRINGS = 0xb8;

    private FdtFixture() {}

    static byte[] tree() {
        return Bytes.of(
                "d00dfeed 000000de", // magic, total size
                "00000048 000000b8 00000028", // structure, strings, reservations
                "00000011 00000010 00000001", // versions 17 and 16, processor 1 boots
                "00000026 00000070", // sizes of strings and structure
                "0000000880000000 0000000000004000 0000000000000000 0000000000000000",
                "00000001 00000000", // 0x48: the root, whose name is empty
                "00000003 00000004 00000000 00000002", // #address-cells = <2>
                "00000001", // 0x60: a node
                "'mbox@277408000'16",
                "00000003 0000000c 0000000f 000000027740800000004000", // reg
                "00000003 00000004 00000013", // compatible
                "'x,a'4",
                "00000003 00000004 0000001e 0000003b", // phandle
                "00000002 00000002 00000009",
                "'#address-cells'15",
                "'reg'4",
                "'compatible'11",
                "'phandle'8");
    }
}
