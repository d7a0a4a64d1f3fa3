package org.rtkit4j.forensics.crashlog;

import org.rtkit4j.wire.crashlog.CrashlogFormat;

/// One section: the words of its head, and what follows.
///
/// @param tag four letters as a number, most significant byte first
/// @param version second word of the head: a version or padding
/// @param flags third word
/// @param body the payload; [SectionBody.Opaque] where nobody understands it
public record CrashlogSection(int tag, int version, int flags, SectionBody body) {
    static final int HEAD_BYTES = 16;

    /// A section with version and flags 0.
    public static CrashlogSection of(int tag, SectionBody body) {
        return new CrashlogSection(tag, 0, 0, body);
    }

    /// Returns the four letters.
    public String name() {
        return CrashlogFormat.tagName(tag);
    }
}
