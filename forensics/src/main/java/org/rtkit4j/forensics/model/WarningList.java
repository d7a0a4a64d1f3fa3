package org.rtkit4j.forensics.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rtkit4j.forensics.text.Escape;

/// Warnings as they come up; at most [Limits#WARNINGS] are kept, the rest is counted.
public final class WarningList {
    private static final int MOST_DETAIL = 240;

    private final List<Warning> kept = new ArrayList<>();
    private final Set<String> said = new HashSet<>();
    private int leftOut;

    /// Keeps a warning, or counts it where enough are kept.
    public void add(Warning warning) {
        if (kept.size() < Limits.WARNINGS) {
            kept.add(warning);
        } else {
            leftOut++;
        }
    }

    /// Returns whether another warning would be kept: whether it is worth building one.
    public boolean hasRoom() {
        return kept.size() < Limits.WARNINGS;
    }

    /// Adds a warning on one line.
    public void atLine(int line, String text) {
        add(Warning.atLine(line, text));
    }

    /// Adds a warning that ends in a text from the input, escaped and not too long; joins the two only where it is
    /// kept.
    public void atLine(int line, String text, String detail) {
        if (hasRoom()) {
            String start = detail.length() > MOST_DETAIL ? detail.substring(0, MOST_DETAIL) + "..." : detail;
            add(Warning.atLine(line, text + Escape.line(start)));
        } else {
            leftOut++;
        }
    }

    /// Adds a warning on one place of a binary log.
    public void atOffset(long offset, String text) {
        add(Warning.atOffset(offset, text));
    }

    /// Adds a warning on the whole input, the first time.
    public void once(String text) {
        if (said.size() < Limits.WARNINGS && said.add(text)) {
            add(Warning.general(text));
        }
    }

    /// Returns the warnings in their order; a last one says how many more there were.
    public List<Warning> list() {
        if (leftOut == 0) {
            return List.copyOf(kept);
        }
        var all = new ArrayList<>(kept);
        all.add(Warning.general(leftOut + " more warnings left out"));
        return List.copyOf(all);
    }
}
