package org.rtkit4j.capture.wireshark;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;

/// A field of the dissector: one for all layouts of a group in which a field has the same name.
///
/// @param group its prefix: `mgmt` in `rtkit.mgmt.state`
/// @param name in the layout's spelling
/// @param bits the widest that it has in any layout
record LuaField(String group, String name, FieldType type, int bits) {
    private static final int MOST_NAMED_BITS = 16;
    private static final int PAGE_SHIFT = 12;

    static LuaField of(String group, Bits bits) {
        int width = bits.high() - bits.low() + 1;
        return new LuaField(group, bits.name(), bits.type(), width + shift(bits.type()));
    }

    LuaField widened(LuaField other) {
        return new LuaField(group, name, type, Math.max(bits, other.bits));
    }

    /// Returns the variable that holds it in the script.
    String variable() {
        return "f.%s_%s".formatted(group.replace('-', '_'), name.toLowerCase(Locale.ROOT));
    }

    /// Returns the name that display filters use.
    String filterName() {
        return "rtkit.%s.%s".formatted(group, name.toLowerCase(Locale.ROOT));
    }

    boolean isText() {
        return type.equals(FieldType.FOURCC);
    }

    boolean isWide() {
        return bits > 32;
    }

    /// Returns by how much a value is shifted left to be what it stands for.
    static int shift(FieldType type) {
        return type.equals(FieldType.ADDRESS_4K) ? PAGE_SHIFT : 0;
    }

    String declaration() {
        if (isText()) {
            return "%s = ProtoField.string(\"%s\", \"%s\")".formatted(variable(), filterName(), name);
        }
        return "%s = ProtoField.%s(\"%s\", \"%s\", base.%s%s)"
                .formatted(
                        variable(),
                        isWide() ? "uint64" : "uint32",
                        filterName(),
                        name,
                        base(),
                        names().isEmpty() ? "" : ", " + names());
    }

    private String base() {
        boolean isNumber = type.equals(FieldType.DEC)
                || type.equals(FieldType.FLAG)
                || type.equals(FieldType.BYTES)
                || type.equals(FieldType.PAGES_4K);
        return isNumber ? "DEC" : "HEX";
    }

    /// What the field's type has a name for, it prints by that name: found by asking it for every value.
    String names() {
        if (bits > MOST_NAMED_BITS
                || type.equals(FieldType.HEX)
                || base().equals("DEC")
                || type.equals(FieldType.ADDRESS)) {
            return "";
        }
        Map<Long, String> names = new TreeMap<>();
        for (long value = 0; value < 1L << bits; value++) {
            String text = type.format(value);
            if (!text.equals("0x" + Long.toHexString(value))) {
                names.put(value, text);
            }
        }
        var list = new StringBuilder();
        names.forEach((value, text) -> list.append("[%d] = %s, ".formatted(value, LuaText.quoted(text))));
        return list.isEmpty() ? "" : "{%s}".formatted(list.substring(0, list.length() - 2));
    }
}
