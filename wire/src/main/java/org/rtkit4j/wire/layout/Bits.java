package org.rtkit4j.wire.layout;

/// One field of a 64-bit word: the inclusive bit range `high:low`.
///
/// Held in a `static final` constant, [#get] compiles to a shift and a mask: records are trusted by the JIT.
///
/// @param name the field's name as the sources spell it, for example `MIN_VER`
/// @param high most significant bit, 0 to 63
/// @param low least significant bit, 0 to `high`
/// @param type how a value is printed
/// @param source where the fact comes from
public record Bits(String name, int high, int low, FieldType type, String source) {
    public Bits {
        if (low < 0 || high > 63 || low > high) {
            throw new IllegalArgumentException("bit range out of order: name=" + name + ", bits=" + high + ":" + low);
        }
    }

    /// Makes a field that prints as `type` says.
    public static Bits bits(String name, int high, int low, FieldType type, String source) {
        return new Bits(name, high, low, type, source);
    }

    /// A hexadecimal field.
    public static Bits bits(String name, int high, int low, String source) {
        return new Bits(name, high, low, FieldType.HEX, source);
    }

    /// A one-bit field.
    public static Bits flag(String name, int bit, String source) {
        return new Bits(name, bit, bit, FieldType.FLAG, source);
    }

    /// Returns the field's value, zero-extended.
    public long get(long word) {
        return (word >>> low) & maximum();
    }

    /// Returns `word` with this field replaced by `value`.
    ///
    /// @throws IllegalArgumentException if `value` does not fit
    public long put(long word, long value) {
        if ((value & ~maximum()) != 0) {
            throw tooLarge(value);
        }
        return (word & ~mask()) | (value << low);
    }

    /// Returns the bits of the word that this field covers.
    public long mask() {
        return maximum() << low;
    }

    /// Returns the largest value the field can hold.
    public long maximum() {
        return -1L >>> (63 - (high - low));
    }

    /// Returns `NAME=value` in the notation of the field's type.
    public String format(long word) {
        return name + "=" + type.format(get(word));
    }

    /// Returns the range in the notation of the documents: `51` or `34:32`.
    public String range() {
        return high == low ? Integer.toString(high) : high + ":" + low;
    }

    // Kept out of put(), so that put() stays small enough to be inlined.
    private IllegalArgumentException tooLarge(long value) {
        return new IllegalArgumentException("value does not fit the field: field=" + name + ", bits=" + range()
                + ", value=0x" + Long.toHexString(value));
    }
}
