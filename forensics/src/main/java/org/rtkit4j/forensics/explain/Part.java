package org.rtkit4j.forensics.explain;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A part of the evidence, as somebody asks for it.
public enum Part {
    FACTS,
    STACK,
    REGISTERS,
    TASKS,
    MESSAGES,
    SYSLOG,
    MEMORY,
    KNOWN,
    WARNINGS;

    static List<String> labels() {
        return Stream.of(values()).map(Part::label).toList();
    }

    /// Returns the word that asks for it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
