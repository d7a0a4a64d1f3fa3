package org.rtkit4j.forensics.text;

/// How a text's characters stand in bytes, told by the mark at its beginning, or by the zeros among its first bytes.
enum TextEncoding {
    UTF_32LE(4, 0xff, 0xfe, 0, 0),
    UTF_32BE(4, 0, 0, 0xfe, 0xff),
    UTF_16LE(2, 0xff, 0xfe),
    UTF_16BE(2, 0xfe, 0xff),
    UTF_8(1, 0xef, 0xbb, 0xbf);

    private static final int LOOKED_AT = 512;
    private static final int LEAST_UNITS = 16;

    private final int unitBytes;

    @SuppressWarnings("ImmutableEnumChecker") // an array, and nobody outside has it
    private final int[] mark;

    TextEncoding(int unitBytes, int... mark) {
        this.unitBytes = unitBytes;
        this.mark = mark;
    }

    /// Returns the encoding of a text that begins so. A mark counts more than zeros; UTF-8 is what is no other.
    static TextEncoding of(byte[] head) {
        for (TextEncoding encoding : values()) {
            if (encoding.isMarked(head)) {
                return encoding;
            }
        }
        for (TextEncoding encoding : values()) {
            if (encoding.unitBytes > 1 && encoding.hasItsZeros(head)) {
                return encoding;
            }
        }
        return UTF_8;
    }

    private boolean isMarked(byte[] head) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= head.length || (head[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /// Whether nearly every unit of the head is a character of ASCII.
    private boolean hasItsZeros(byte[] head) {
        int units = Math.min(head.length, LOOKED_AT) / unitBytes;
        int alike = 0;
        for (int unit = 0; unit < units; unit++) {
            alike += isAscii(head, unit * unitBytes) ? 1 : 0;
        }
        return units >= LEAST_UNITS && 10 * alike >= 9 * units;
    }

    private boolean isAscii(byte[] head, int at) {
        int lowest = isLittle() ? 0 : unitBytes - 1;
        for (int i = 0; i < unitBytes; i++) {
            if ((head[at + i] != 0) != (i == lowest)) {
                return false;
            }
        }
        return head[at + lowest] > 0;
    }

    private boolean isLittle() {
        return this == UTF_32LE || this == UTF_16LE;
    }

    /// Returns the characters, without the mark.
    String decode(byte[] input) {
        return decode(input, isMarked(input) ? mark.length : 0);
    }

    /// Returns the characters of what is not the beginning of a text: there a mark is a character.
    String decodeOn(byte[] input) {
        return decode(input, 0);
    }

    private String decode(byte[] input, int from) {
        return switch (this) {
            case UTF_32LE -> Utf32.littleEndian(input, from);
            case UTF_32BE -> Utf32.bigEndian(input, from);
            case UTF_16LE -> Utf16.littleEndian(input, from);
            case UTF_16BE -> Utf16.bigEndian(input, from);
            case UTF_8 -> Utf8.decode(input, from);
        };
    }

    /// Returns how many bytes at the end of whole units are the first half of a character. Of UTF-8 it is not asked.
    int tornBytes(byte[] units) {
        int highs = 0;
        for (int at = units.length - unitBytes; at >= 0 && isHighSurrogate(units, at); at -= unitBytes) {
            highs++;
        }
        // Two of them are one character that is none, so that of an even number none is left.
        return highs % 2 * unitBytes;
    }

    private boolean isHighSurrogate(byte[] units, int at) {
        int high = units[isLittle() ? at + 1 : at] & 0xfc;
        return unitBytes == Character.BYTES && high == Character.MIN_HIGH_SURROGATE >>> Byte.SIZE;
    }
}
