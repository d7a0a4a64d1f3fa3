package org.rtkit4j.testkit.crashlog;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Header;
import org.rtkit4j.wire.crashlog.CrashlogFormat.SectionHeader;

/// Makes a log of sections: header and footer come by themselves. For one thread.
///
/// A second writer beside the emulator's, so that no test reads only what the emulator happens to write. Both know the
/// format from [CrashlogFormat] alone.
public final class CrashlogBuilder {
    private static final int LONG_FOOTER_REST = 16;

    private final List<CrashlogSection> sections = new ArrayList<>();

    /// Adds a section with version and flags 0.
    public CrashlogBuilder add(int tag, StructBytes payload) {
        return add(new CrashlogSection(tag, 0, 0, ByteString.of(payload.toArray())));
    }

    /// Adds a section as it is.
    public CrashlogBuilder add(CrashlogSection section) {
        sections.add(section);
        return this;
    }

    /// Ends with a footer that is a section of 16 bytes, which is what Linux and m1n1 expect.
    public CrashlogFile finish() {
        return finish(footer(SectionHeader.STRUCT.sizeBytes()));
    }

    /// Ends with the footer of M4 storage firmware: 32 bytes, and flags where others have the size.
    ///
    /// @param flags what stands in the place of the size; 0x0a was seen
    public CrashlogFile finishLong(int flags) {
        return finish(footer(flags).then(new byte[LONG_FOOTER_REST]));
    }

    private static StructBytes footer(int size) {
        return StructBytes.of(SectionHeader.STRUCT)
                .put(SectionHeader.TAG, CrashlogFormat.CLHE)
                .put(SectionHeader.SIZE, size);
    }

    private CrashlogFile finish(StructBytes footer) {
        int size = Header.STRUCT.sizeBytes() + footer.toArray().length;
        for (CrashlogSection section : sections) {
            size += section.bytes().toArray().length;
        }
        StructBytes header = StructBytes.of(Header.STRUCT)
                .put(Header.TAG, CrashlogFormat.CLHE)
                .put(Header.VERSION, 1)
                .put(Header.SIZE, size);
        return new CrashlogFile(ByteString.of(header.toArray()), sections, ByteString.of(footer.toArray()));
    }
}
