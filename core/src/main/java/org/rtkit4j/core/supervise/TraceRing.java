package org.rtkit4j.core.supervise;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last lines that a firmware has logged. Any thread may use it.
final class TraceRing {
    /// A longer line is cut: its length is the firmware's choice.
    static final int LONGEST_LINE = 256;

    private final @Nullable String[] lines;
    private int next;

    TraceRing(int capacity) {
        lines = new String[capacity];
    }

    synchronized void add(String context, String text) {
        String line = context.isEmpty() ? text : context + ": " + text;
        lines[next] = line.substring(0, Math.min(line.length(), LONGEST_LINE));
        next = (next + 1) % lines.length;
    }

    /// Returns the lines, oldest first.
    synchronized List<String> lines() {
        var all = new ArrayList<String>();
        for (int i = 0; i < lines.length; i++) {
            String line = lines[(next + i) % lines.length];
            if (line != null) {
                all.add(line);
            }
        }
        return all;
    }
}
