package org.rtkit4j.forensics.crashlog;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.wire.crashlog.CrashlogFormat;

/// Makes a log of sections: header and footer come by themselves. For one thread.
public final class CrashlogBuilder {
    private static final int LONG_FOOTER_BYTES = 32;

    private final List<CrashlogSection> sections = new ArrayList<>();

    /// Adds a section under the tag that belongs to its body.
    ///
    /// @throws IllegalArgumentException for an opaque body, whose tag nobody can tell
    public CrashlogBuilder add(SectionBody body) {
        return add(CrashlogSection.of(tagOf(body), body));
    }

    /// Adds a section as it is.
    public CrashlogBuilder add(CrashlogSection section) {
        sections.add(section);
        return this;
    }

    private static int tagOf(SectionBody body) {
        return switch (body) {
            case SectionBody.Version _ -> CrashlogFormat.CVER;
            case SectionBody.Message _ -> CrashlogFormat.CSTR;
            case SectionBody.Time _ -> CrashlogFormat.CTIM;
            case SectionBody.Mailbox _ -> CrashlogFormat.CMBX;
            case SectionBody.RegistersV8 _ -> CrashlogFormat.CRG8;
            case SectionBody.RegistersV7 _ -> CrashlogFormat.CRGA;
            case SectionBody.CallStack _ -> CrashlogFormat.CCST;
            case SectionBody.AsyncErrors _ -> CrashlogFormat.CASC;
            case SectionBody.Tasks _ -> CrashlogFormat.CRTK;
            case SectionBody.Mappings _ -> CrashlogFormat.CCDP;
            case SectionBody.Opaque _ ->
                throw new IllegalArgumentException("an opaque section needs a tag: add a CrashlogSection");
        };
    }

    /// Ends with a footer that is a section of 16 bytes, which is what Linux and m1n1 expect.
    public CrashlogFile finish() {
        return finish(footer(CrashlogSection.HEAD_BYTES, CrashlogSection.HEAD_BYTES));
    }

    /// Ends with the footer of M4 storage firmware: 32 bytes, and flags where others have the size.
    ///
    /// @param flags what stands in the place of the size; 0x0a was seen
    public CrashlogFile finishLong(int flags) {
        return finish(footer(LONG_FOOTER_BYTES, flags));
    }

    private static Bytes footer(int bytes, int size) {
        var out = new LittleEndianOutput();
        out.u32(CrashlogFormat.CLHE).u32(0).u32(0).u32(size);
        return Bytes.of(
                out.bytes(Bytes.zeros(bytes - CrashlogSection.HEAD_BYTES)).toArray());
    }

    private CrashlogFile finish(Bytes footer) {
        int size = new CrashlogFile(CrashlogHeader.of(0), sections, footer).toBytes().length;
        return new CrashlogFile(CrashlogHeader.of(size), sections, footer);
    }
}
