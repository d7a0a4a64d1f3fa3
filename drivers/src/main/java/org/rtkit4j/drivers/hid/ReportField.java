package org.rtkit4j.drivers.hid;

/// One field of a report.
///
/// @param report the report's number; 0: the interface has one report, without a number
/// @param bit where it begins, counted from the first bit behind the report's number
/// @param bits its size, 1 to 32
/// @param usage page in 31:16 and number; of an array, the usage that `minimum` stands for
/// @param isArray whether its value is the number of a usage that is on, instead of a usage's state
/// @param isRelative whether its value is by how much something has moved
/// @param minimum the least value; a field with a negative one is signed
/// @param maximum the greatest value; others mean nothing
/// @param collection which collection it is in, counted through the descriptor
public record ReportField(
        Kind kind,
        int report,
        int bit,
        int bits,
        int usage,
        boolean isArray,
        boolean isRelative,
        int minimum,
        int maximum,
        int collection) {
    /// In which reports a field is.
    public enum Kind {
        INPUT,
        OUTPUT,
        FEATURE
    }

    /// Returns the field's value in a report, sign-extended where it is signed; 0 where the report is too
    /// short.
    ///
    /// @param from where the bits begin: behind the report's number, where it has one
    /// @param length how many bytes there are from there on
    public int get(byte[] bytes, int from, int length) {
        if (bit + bits > length * Byte.SIZE) {
            return 0;
        }
        long value = 0;
        int first = bit / Byte.SIZE;
        int last = (bit + bits - 1) / Byte.SIZE;
        for (int i = last; i >= first; i--) {
            value = (value << Byte.SIZE) | (bytes[from + i] & 0xff);
        }
        int unused = Long.SIZE - bits;
        long left = (value >>> (bit % Byte.SIZE)) << unused;
        return (int) (minimum < 0 ? left >> unused : left >>> unused);
    }

    /// Puts a value into a report, cut to the field's size.
    ///
    /// @param from where the bits begin
    /// @throws IndexOutOfBoundsException if the report is too short
    public void put(byte[] bytes, int from, int value) {
        for (int i = 0; i < bits; i++) {
            int at = bit + i;
            int mask = 1 << (at % Byte.SIZE);
            int old = bytes[from + at / Byte.SIZE];
            bytes[from + at / Byte.SIZE] = (byte) ((value >>> i & 1) == 1 ? old | mask : old & ~mask);
        }
    }

    /// Returns whether a value means anything.
    public boolean admits(int value) {
        return minimum <= value && value <= maximum;
    }
}
