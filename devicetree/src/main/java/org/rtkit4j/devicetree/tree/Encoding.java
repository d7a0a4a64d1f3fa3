package org.rtkit4j.devicetree.tree;

/// How a tree lays out its numbers, and what it calls what every tree has.
///
/// A number is one or more 32-bit cells. Source: devicetree specification 0.4, 2.2.4; Apple's tree: m1n1, `adt.py`.
public enum Encoding {
    /// The flattened device tree: big-endian cells, most significant cell first.
    FDT("phandle", "", 1, 1),

    /// Apple's device tree: little-endian cells, least significant cell first.
    ADT("AAPL,phandle", "device-tree", 2, 1);

    /// Bytes of a cell.
    public static final int CELL = 4;

    private final String phandleName;
    private final String rootName;
    private final int addressCells;
    private final int sizeCells;

    Encoding(String phandleName, String rootName, int addressCells, int sizeCells) {
        this.phandleName = phandleName;
        this.rootName = rootName;
        this.addressCells = addressCells;
        this.sizeCells = sizeCells;
    }

    /// Returns the name of the property by which other nodes refer to a node.
    public String phandleName() {
        return phandleName;
    }

    /// Returns the name of the root.
    public String rootName() {
        return rootName;
    }

    /// Returns `#address-cells` where nothing says it: 1 in Linux's eyes, 2 in Open Firmware's.
    int defaultAddressCells() {
        return addressCells;
    }

    /// Returns `#size-cells` where nothing says it.
    int defaultSizeCells() {
        return sizeCells;
    }

    /// Returns the cell at a byte offset.
    ///
    /// @throws IndexOutOfBoundsException if it does not lie in the value whole
    public int cell(byte[] value, int offset) {
        int number = 0;
        for (int i = 0; i < CELL; i++) {
            number = (number << 8) | (value[offset + (this == FDT ? i : CELL - 1 - i)] & 0xff);
        }
        return number;
    }

    /// Returns the number of so many cells at a byte offset; of more than two cells, the low 64 bits.
    public long number(byte[] value, int offset, int cells) {
        long number = 0;
        for (int i = 0; i < cells; i++) {
            int at = this == FDT ? i : cells - 1 - i;
            number = (number << 32) | (cell(value, offset + (at * CELL)) & 0xffff_ffffL);
        }
        return number;
    }

    /// Writes a number of so many cells at a byte offset.
    ///
    /// @throws IllegalArgumentException if it does not fit
    public void put(byte[] value, int offset, int cells, long number) {
        if (cells == 0 ? number != 0 : cells == 1 && number >>> 32 != 0 && number >> 31 != -1) {
            throw new IllegalArgumentException(
                    "a number of more cells: cells=%d, number=0x%x".formatted(cells, number));
        }
        int bytes = cells * CELL;
        for (int i = 0; i < bytes; i++) {
            int at = this == FDT ? bytes - 1 - i : i;
            value[offset + at] = i < Long.BYTES ? (byte) (number >>> (8 * i)) : 0;
        }
    }
}
