package org.rtkit4j.wire.layout;

import java.util.ArrayList;
import java.util.List;

/// The layout of one message: its name, who sends it, the bits that identify it, and its fields.
///
/// Declared once as a constant; encoding, decoding, printing and the tables of `docs/protocol.md` come from it:
///
/// ```java
/// static final Layout LAYOUT = Layout.named("EPMAP", IOP_TO_AP, "32 endpoints of the endpoint map")
///         .when(TYPE, 0x8)
///         .with(LAST, BASE, BITMAP);
/// ```
///
/// Bits outside the layout are printed as `unknown` and never dropped: that is how new firmware is noticed.
public final class Layout {
    private final String name;
    private final Direction direction;
    private final String summary;
    private final List<Bits> keys;
    private final List<Bits> fields;
    private final long keyMask;
    private final long keyValue;
    private final long knownMask;

    private Layout(
            String name,
            Direction direction,
            String summary,
            List<Bits> keys,
            List<Bits> fields,
            long keyMask,
            long keyValue) {
        this.name = name;
        this.direction = direction;
        this.summary = summary;
        this.keys = List.copyOf(keys);
        this.fields = List.copyOf(fields);
        this.keyMask = keyMask;
        this.keyValue = keyValue;
        this.knownMask = refuseOverlaps(name, keyMask, fields);
    }

    /// Starts a layout; [#when] and [#with] complete it.
    public static Layout named(String name, Direction direction, String summary) {
        return new Layout(name, direction, summary, List.of(), List.of(), 0, 0);
    }

    /// Returns this layout, identified also by `key` being `value`.
    public Layout when(Bits key, long value) {
        var more = new ArrayList<>(keys);
        more.add(key);
        if ((keyMask & key.mask()) != 0) {
            throw new IllegalArgumentException("keys overlap: layout=" + name + ", key=" + key.name());
        }
        return new Layout(name, direction, summary, more, fields, keyMask | key.mask(), key.put(keyValue, value));
    }

    /// Returns this layout with these fields, most significant first by convention.
    ///
    /// @throws IllegalArgumentException if two of them, or one and a key, cover the same bit
    public Layout with(Bits... more) {
        var all = new ArrayList<>(fields);
        all.addAll(List.of(more));
        return new Layout(name, direction, summary, keys, all, keyMask, keyValue);
    }

    public String name() {
        return name;
    }

    public Direction direction() {
        return direction;
    }

    public String summary() {
        return summary;
    }

    public List<Bits> fields() {
        return fields;
    }

    /// Returns the fields that identify the layout.
    public List<Bits> keys() {
        return keys;
    }

    /// Returns the bits that identify the layout.
    public long keyMask() {
        return keyMask;
    }

    /// Returns the word with the identifying bits set and every field 0.
    public long word() {
        return keyValue;
    }

    /// Returns whether `word` carries this layout's identifying bits.
    public boolean matches(long word) {
        return (word & keyMask) == keyValue;
    }

    /// Returns the bits of `word` that this layout gives no meaning.
    public long unknownBits(long word) {
        return word & ~knownMask;
    }

    /// Prints a word, for example `EPMAP(LAST=1, BASE=0x1, BITMAP=0x3, unknown=0x10000000000)`.
    public String format(long word) {
        var text = new StringBuilder(name).append('(');
        String separator = "";
        for (Bits field : fields) {
            text.append(separator).append(field.format(word));
            separator = ", ";
        }
        long unknown = unknownBits(word);
        if (unknown != 0) {
            text.append(separator).append("unknown=0x").append(Long.toHexString(unknown));
        }
        return fields.isEmpty() && unknown == 0 ? name : text.append(')').toString();
    }

    /// Returns the table of this layout for the documents.
    public String markdown() {
        var text = new StringBuilder();
        text.append("#### ").append(name).append(" (").append(direction).append(")\n\n");
        text.append(summary).append(".\n\n");
        text.append("| bits | field | type | source |\n|---|---|---|---|\n");
        for (Bits key : keys) {
            String value = "0x" + Long.toHexString(key.get(keyValue));
            row(text, key, key.name() + " = " + value, "constant");
        }
        for (Bits field : fields) {
            row(text, field, field.name(), field.type().label());
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return name;
    }

    private static void row(StringBuilder text, Bits bits, String name, String type) {
        text.append("| ")
                .append(bits.range())
                .append(" | ")
                .append(name)
                .append(" | ")
                .append(type);
        text.append(" | ").append(bits.source()).append(" |\n");
    }

    private static long refuseOverlaps(String name, long keyMask, List<Bits> fields) {
        long known = keyMask;
        for (Bits field : fields) {
            if ((known & field.mask()) != 0) {
                throw new IllegalArgumentException(
                        "fields overlap: layout=" + name + ", field=" + field.name() + ", bits=" + field.range());
            }
            known |= field.mask();
        }
        return known;
    }
}
