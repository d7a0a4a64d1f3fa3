package org.rtkit4j.forensics.model;

/// Something that could not be read, or had to be guessed.
///
/// @param where for example `line 17` or `offset 0x58`; empty for the whole input
public record Warning(String where, String text) {
    /// Returns a warning on one line, counted from 1.
    public static Warning atLine(int line, String text) {
        return new Warning("line " + line, text);
    }

    /// Returns a warning on one place of a binary log, in bytes from its start.
    public static Warning atOffset(long offset, String text) {
        return new Warning("offset 0x" + Long.toHexString(offset), text);
    }

    /// Returns a warning on the whole input.
    public static Warning general(String text) {
        return new Warning("", text);
    }

    @Override
    public String toString() {
        return where.isEmpty() ? text : where + ": " + text;
    }
}
