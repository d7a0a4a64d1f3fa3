package org.rtkit4j.emulator.smc;

import java.util.List;
import java.util.Locale;

/// What a controller says of a key, and nothing of its value.
///
/// In profiles and in a probe's file: `ui16 2 0xd4`, with `big` behind it where numbers lie most significant byte
/// first.
///
/// @param type four letters at most, without blanks behind them
/// @param sizeBytes 0 to 255
/// @param flags see [org.rtkit4j.wire.message.SmcKeyFlags]
public record KeyShape(String type, int sizeBytes, int flags, boolean isBigEndian) {
    private static final String NO_TYPE = "-";
    private static final int LARGEST_BYTES = 255;
    private static final String BIG = "big";

    /// Reads what [#toString] writes.
    ///
    /// @throws IllegalArgumentException if it is none
    public static KeyShape parse(String text) {
        if (!text.matches("[!-~]{1,4} [0-9]{1,3} 0x[0-9a-f]{1,2}( big)?")) {
            throw new IllegalArgumentException("not of the form ui16 2 0xd4 [big]");
        }
        List<String> words = List.of(text.split(" ", -1));
        int size = Integer.parseInt(words.get(1));
        if (size > LARGEST_BYTES) {
            throw new IllegalArgumentException("size is not 0 to 255: " + size);
        }
        String type = words.getFirst().equals(NO_TYPE) ? "" : words.getFirst();
        return new KeyShape(type, size, Integer.parseInt(words.get(2).substring(2), 16), words.contains(BIG));
    }

    @Override
    public String toString() {
        String order = isBigEndian ? " " + BIG : "";
        return String.format(Locale.ROOT, "%s %d 0x%02x%s", type.isEmpty() ? NO_TYPE : type, sizeBytes, flags, order);
    }
}
