package org.rtkit4j.hardware.proxy.client;

import java.io.EOFException;

/// The last line of text between frames, for the case that the other end hangs up after it: it may say why.
final class LastWords {
    private static final int MOST_CHARACTERS = 200;

    private final StringBuilder line = new StringBuilder();
    private boolean isEnded;

    void add(byte value) {
        if (value == '\n' || value == '\r') {
            isEnded = true;
            return;
        }
        if (isEnded) {
            line.setLength(0);
            isEnded = false;
        }
        if (value >= ' ' && value < 0x7f && line.length() < MOST_CHARACTERS) {
            line.append((char) value);
        }
    }

    /// Forgets them: a frame has come, so that was not why.
    void forget() {
        line.setLength(0);
    }

    /// Returns the exception with what was said last.
    EOFException addTo(EOFException end) {
        if (line.isEmpty()) {
            return end;
        }
        var told = new EOFException("%s: its last words: %s".formatted(end.getMessage(), line));
        told.initCause(end);
        return told;
    }
}
