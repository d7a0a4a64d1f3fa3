package org.rtkit4j.testkit.crashlog;

import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.SectionHeader;

/// One section: the words of its head, and what follows.
///
/// @param tag four letters as a number, most significant byte first: [CrashlogFormat] has those that are known
/// @param version second word of the head: a version or padding
/// @param flags third word
/// @param payload without the head; its structures are those of [CrashlogFormat]
public record CrashlogSection(int tag, int version, int flags, ByteString payload) {
    /// Returns the four letters.
    public String name() {
        return CrashlogFormat.tagName(tag);
    }

    /// Returns head and payload.
    StructBytes bytes() {
        return StructBytes.of(SectionHeader.STRUCT)
                .put(SectionHeader.TAG, tag)
                .put(SectionHeader.VERSION, version)
                .put(SectionHeader.FLAGS, flags)
                .put(SectionHeader.SIZE, SectionHeader.STRUCT.sizeBytes() + payload.size())
                .then(payload.toArray());
    }
}
