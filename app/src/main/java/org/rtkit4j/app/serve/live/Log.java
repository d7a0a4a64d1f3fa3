package org.rtkit4j.app.serve.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.rtkit4j.app.terminal.Terminal;

/// The latest lines of something, numbered, bounded. Any thread may use it.
final class Log {
    /// A longer text is cut: firmware chooses its length. Controls, and what turns the direction of text round, are
    /// spelled out.
    private static final int LONGEST_TEXT = 400;

    /// @param timeNanos since the page began to watch
    /// @param unit the co-processor's place
    /// @param kind `syslog`, `state`, `report`, `notice`, `gap`
    record Line(long number, long timeNanos, int unit, String kind, String context, String text) {}

    private final int most;
    private final Deque<Line> lines = new ArrayDeque<>();
    private long end;

    /// @param most how many lines are kept
    Log(int most) {
        this.most = most;
    }

    synchronized void add(long timeNanos, int unit, String kind, String context, String text) {
        if (lines.size() == most) {
            lines.removeFirst();
        }
        lines.addLast(new Line(end++, timeNanos, unit, kind, cut(context), cut(text)));
    }

    /// Returns what is kept from a number on, the oldest first.
    synchronized List<Line> from(long number) {
        List<Line> found = new ArrayList<>();
        for (Line line : lines) {
            if (line.number() >= number) {
                found.add(line);
            }
        }
        return found;
    }

    private static String cut(String text) {
        return Terminal.escape(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text);
    }
}
