package org.rtkit4j.forensics.linux;

/// What is said of lines that a copy has wrapped.
final class Wrapped {
    static final String JOINED = "lines that a copy has wrapped were joined";

    private Wrapped() {}
}
