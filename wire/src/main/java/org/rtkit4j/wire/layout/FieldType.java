package org.rtkit4j.wire.layout;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How the value of a field is printed, and what the documents call its type.
///
/// @param label the type's name in the documents
/// @param formatter prints a value, zero-extended
public record FieldType(String label, LongFunction<String> formatter) {
    public static final FieldType HEX = new FieldType("hex", FieldType::hex);
    public static final FieldType DEC = new FieldType("number", Long::toUnsignedString);
    public static final FieldType FLAG = new FieldType("flag", Long::toUnsignedString);
    /// A number of bytes.
    public static final FieldType BYTES = new FieldType("bytes", value -> Long.toUnsignedString(value) + " bytes");
    /// A number of pages of 4 KiB, whatever the page size of the AP is.
    public static final FieldType PAGES_4K =
            new FieldType("pages of 4 KiB", value -> Long.toUnsignedString(value) + (value == 1 ? " page" : " pages"));
    public static final FieldType ADDRESS = new FieldType("address", FieldType::hex);
    /// An address without its 12 low bits.
    public static final FieldType ADDRESS_4K = new FieldType("address >> 12", value -> hex(value << 12));
    /// Four ASCII characters, the first in the most significant byte.
    public static final FieldType FOURCC = new FieldType("four characters", FieldType::fourCc);

    /// A small enumeration: value `i` prints as the `i`-th name, or as a number where that is empty or missing.
    public static FieldType names(String... names) {
        var list = List.of(names);
        String label = IntStream.range(0, names.length)
                .filter(i -> !names[i].isEmpty())
                .mapToObj(i -> i + " " + names[i])
                .collect(Collectors.joining(", "));
        return new FieldType(
                label,
                value -> value >= 0
                                && value < list.size()
                                && !list.get((int) value).isEmpty()
                        ? list.get((int) value)
                        : hex(value));
    }

    /// Returns a value as people read it.
    public String format(long value) {
        return formatter.apply(value);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    // Text from firmware: what is not printable ASCII shows as a number.
    private static String fourCc(long value) {
        var text = new StringBuilder(6).append('\'');
        for (int shift = 24; shift >= 0; shift -= 8) {
            char character = (char) (value >>> shift & 0xff);
            if (character < 0x20 || character > 0x7e) {
                return hex(value);
            }
            text.append(character);
        }
        return text.append('\'').toString();
    }
}
