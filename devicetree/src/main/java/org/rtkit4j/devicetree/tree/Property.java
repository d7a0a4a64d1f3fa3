package org.rtkit4j.devicetree.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/// A named value of a node: bytes, which its reader sees as cells, strings or nothing.
///
/// Immutable. Names are Latin-1, so that any byte survives; values are whatever the file holds.
public final class Property {
    private final String name;
    private final Encoding encoding;
    private final byte[] value;
    private final boolean isTemplate;

    private Property(String name, Encoding encoding, byte[] value, boolean isTemplate) {
        this.name = Objects.requireNonNull(name);
        this.encoding = encoding;
        this.value = value;
        this.isTemplate = isTemplate;
    }

    /// Returns a property with a copy of these bytes.
    public static Property of(String name, Encoding encoding, byte[] value) {
        return new Property(name, encoding, value.clone(), false);
    }

    /// Returns a property of Apple's tree that the boot loader is to fill in (bit 31 of its size).
    public static Property template(String name, byte[] value) {
        return new Property(name, Encoding.ADT, value.clone(), true);
    }

    /// Returns this property with the boot loader's mark taken off.
    public Property filled() {
        return isTemplate ? new Property(name, encoding, value, false) : this;
    }

    public String name() {
        return name;
    }

    public Encoding encoding() {
        return encoding;
    }

    /// Returns whether the boot loader is to fill the value in; false but in Apple's trees.
    public boolean isTemplate() {
        return isTemplate;
    }

    /// Returns the size of the value in bytes.
    public int size() {
        return value.length;
    }

    /// Returns a copy of the value.
    public byte[] bytes() {
        return value.clone();
    }

    /// Returns how many whole cells the value holds.
    public int cellCount() {
        return value.length / Encoding.CELL;
    }

    /// Returns a cell.
    ///
    /// @throws IndexOutOfBoundsException if `index` is not below [#cellCount]
    public int cell(int index) {
        return encoding.cell(value, Objects.checkIndex(index, cellCount()) * Encoding.CELL);
    }

    /// Returns the number that `cells` cells from cell `index` on make; of more than two, its low 64 bits.
    ///
    /// @throws IndexOutOfBoundsException if the value has no such cells
    public long number(int index, int cells) {
        Objects.checkFromIndexSize(index, cells, cellCount());
        return encoding.number(value, index * Encoding.CELL, cells);
    }

    /// Returns all whole cells.
    public int[] cells() {
        int[] cells = new int[cellCount()];
        Arrays.setAll(cells, this::cell);
        return cells;
    }

    /// Returns the value as a number, where it is one cell and nothing else.
    public OptionalInt u32() {
        return value.length == Encoding.CELL ? OptionalInt.of(cell(0)) : OptionalInt.empty();
    }

    /// Returns the first string: the bytes up to the first NUL, or all, read as UTF-8.
    public String string() {
        return text(0, end(0));
    }

    /// Returns the strings of a list, each ended by NUL; an empty value has none.
    public List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (int start = 0; start < value.length; ) {
            int end = end(start);
            strings.add(text(start, end));
            start = end + 1;
        }
        return List.copyOf(strings);
    }

    private int end(int start) {
        int end = start;
        while (end < value.length && value[end] != 0) {
            end++;
        }
        return end;
    }

    private String text(int start, int end) {
        return new String(value, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Property that
                && name.equals(that.name)
                && encoding == that.encoding
                && isTemplate == that.isTemplate
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, encoding, isTemplate, Arrays.hashCode(value));
    }

    @Override
    public String toString() {
        return name + "[" + value.length + "]";
    }
}
