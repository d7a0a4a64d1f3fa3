package org.rtkit4j.forensics.text;

import java.nio.charset.StandardCharsets;

/// Bytes of a file as text: UTF-8, or UTF-16 where a byte order mark says so.
public final class Decoding {
    private Decoding() {}

    /// Never fails: what is not valid becomes U+FFFD.
    public static String text(byte[] input) {
        if (startsWith(input, 0xff, 0xfe)) {
            return new String(input, 2, input.length - 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(input, 0xfe, 0xff)) {
            return new String(input, 2, input.length - 2, StandardCharsets.UTF_16BE);
        }
        int mark = startsWith(input, 0xef, 0xbb, 0xbf) ? 3 : 0;
        return new String(input, mark, input.length - mark, StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] input, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= input.length || (input[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
