package org.rtkit4j.forensics.crashlog;

/// The first 0x20 bytes of a log, behind the tag.
///
/// @param version 1 in what we write; values seen in the wild are not known
/// @param size what the log says of itself: bytes from its start that mean something
/// @param flags meaning unknown
/// @param unknown 16 bytes
public record CrashlogHeader(int version, int size, int flags, Bytes unknown) {
    public CrashlogHeader {
        if (unknown.size() != 16) {
            throw new IllegalArgumentException("the rest of a header has 16 bytes: size=" + unknown.size());
        }
    }

    /// A header as our emulated firmware writes it.
    public static CrashlogHeader of(int size) {
        return new CrashlogHeader(1, size, 0, Bytes.zeros(16));
    }
}
