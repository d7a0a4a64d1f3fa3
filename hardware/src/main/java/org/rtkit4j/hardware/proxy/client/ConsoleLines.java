package org.rtkit4j.hardware.proxy.client;

import java.util.function.Consumer;

/// Makes lines of the bytes between frames.
final class ConsoleLines {
    private static final int MOST_CHARACTERS = 1024;

    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();

    ConsoleLines(Consumer<String> lines) {
        this.lines = lines;
    }

    void add(byte value) {
        int character = value & 0xff;
        if (character == '\n') {
            flush();
        } else if (character != '\r') {
            append(character);
        }
    }

    /// Gives out what has no end of line yet.
    void flush() {
        if (!line.isEmpty()) {
            String text = line.toString();
            line.setLength(0);
            lines.accept(text);
        }
    }

    private void append(int character) {
        if (character == '\t' || (character >= ' ' && character < 0x7f)) {
            line.append((char) character);
        } else {
            line.append("\\x%02x".formatted(character));
        }
        if (line.length() >= MOST_CHARACTERS) {
            flush();
        }
    }
}
