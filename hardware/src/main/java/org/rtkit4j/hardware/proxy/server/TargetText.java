package org.rtkit4j.hardware.proxy.server;

import java.nio.charset.StandardCharsets;

/// A string in the target's memory, to which an argument points.
final class TargetText {
    private static final int MOST_CHARACTERS = 255;

    private TargetText() {}

    /// Returns the bytes up to a NUL, 255 at most, as Latin-1.
    static String at(ProxyTarget target, long physAddr) throws TargetFaultException {
        var bytes = new byte[MOST_CHARACTERS];
        int length = 0;
        while (length < MOST_CHARACTERS) {
            byte next = (byte) target.load(physAddr + length, 1);
            if (next == 0) {
                break;
            }
            bytes[length++] = next;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
