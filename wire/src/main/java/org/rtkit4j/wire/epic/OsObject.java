package org.rtkit4j.wire.epic;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// Objects as bytes: a first word, [#BINARY], and one object.
///
///     object = tag content
///     dictionary: as many pairs of key and value as SIZE says;  array: as many objects
///     number: SIZE bits, 64 with all known;  text, bytes: SIZE bytes, text without a zero;  boolean: SIZE, 0 or 1
///
/// Each object begins on four bytes; the last of a container, and the outermost, has the bit LAST. For example, the
/// dictionary {"EPICUnit": 1}:
///
///     d3 00 00 00  01 00 00 81                             one pair, the last
///     08 00 00 09  45 50 49 43 55 6e 69 74                 the key, 8 letters
///     40 00 00 84  01 00 00 00 00 00 00 00                 64 bits, the last
///
/// Sources: m1n1 `fw/common.py`, linux `drivers/gpu/drm/apple/parser.c`.
public final class OsObject {
    private static final String SOURCE = "m1n1 fw/common.py, linux drm/apple/parser.c";

    /// The first word.
    public static final int BINARY = 0xd3;

    public static final int DICTIONARY = 1;
    public static final int ARRAY = 2;
    public static final int NUMBER = 4;
    public static final int TEXT = 9;
    public static final int BYTES = 10;
    public static final int BOOLEAN = 11;

    public static final Bits LAST = flag("LAST", 31, SOURCE);
    public static final Bits TYPE = bits(
            "TYPE",
            28,
            24,
            FieldType.names("", "dictionary", "array", "", "number", "", "", "", "", "text", "bytes", "boolean"),
            SOURCE);
    public static final Bits SIZE = bits("SIZE", 23, 0, FieldType.DEC, SOURCE);

    public static final Layout TAG =
            Layout.named("OS_OBJECT", Direction.BOTH, "Before each object").with(LAST, TYPE, SIZE);

    private OsObject() {}
}
