package org.rtkit4j.emulator.smc;

import org.rtkit4j.wire.layout.Bits;

/// A key as its set describes it.
///
/// @param name four letters, the first in bits 31:24
/// @param type four letters, padded with blanks
/// @param sizeBytes 0 to 255
/// @param flags see [org.rtkit4j.wire.message.SmcKeyFlags]
/// @param isBigEndian whether numbers lie most significant byte first
/// @param content where its value comes from
/// @param manual a key that makes a moving one keep what was written, while that key is not 0; 0: none
/// @param failsOneIn 0, or it fails now and then, one time in so many
/// @param pin what a pin is capable of
record KeyEntry(
        int name,
        String type,
        int sizeBytes,
        int flags,
        boolean isBigEndian,
        KeyContent content,
        int manual,
        int failsOneIn,
        PinKind pin) {
    static final int LARGEST_BYTES = 255;

    /// What a pin is capable of.
    enum PinKind {
        /// Can be read and driven.
        PLAIN,
        /// Can interrupt as well.
        INTERRUPT,
        /// Refuses to tell its mode, as open-drain pins do.
        OPEN_DRAIN
    }

    KeyEntry {
        if (sizeBytes < 0 || sizeBytes > LARGEST_BYTES) {
            throw new IllegalArgumentException("size is not 0 to 255: " + sizeBytes);
        }
    }

    boolean has(Bits flag) {
        return flag.get(flags) != 0;
    }

    /// Returns the four letters of a name or type as the number that they are on the wire.
    static int fourCc(String text) {
        if (text.length() != 4 || !text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("not four letters: " + text);
        }
        return text.charAt(0) << 24 | text.charAt(1) << 16 | text.charAt(2) << 8 | text.charAt(3);
    }

    static String text(int name) {
        return "" + (char) (name >>> 24 & 0xff) + (char) (name >>> 16 & 0xff) + (char) (name >>> 8 & 0xff)
                + (char) (name & 0xff);
    }
}
