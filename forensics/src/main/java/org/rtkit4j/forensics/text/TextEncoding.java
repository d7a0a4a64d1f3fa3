package org.rtkit4j.forensics.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

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
        int from = isMarked(input) ? mark.length : 0;
        return switch (this) {
            case UTF_32LE -> Utf32.littleEndian(input, from);
            case UTF_32BE -> Utf32.bigEndian(input, from);
            case UTF_16LE -> Utf16.littleEndian(input, from);
            case UTF_16BE -> Utf16.bigEndian(input, from);
            case UTF_8 -> Utf8.decode(input, from);
        };
    }

    /// Returns the JDK's own of that name: for streams, which browsers do not have here.
    Charset charset() {
        return switch (this) {
            case UTF_32LE -> StandardCharsets.UTF_32LE;
            case UTF_32BE -> StandardCharsets.UTF_32BE;
            case UTF_16LE -> StandardCharsets.UTF_16LE;
            case UTF_16BE -> StandardCharsets.UTF_16BE;
            case UTF_8 -> StandardCharsets.UTF_8;
        };
    }
}
