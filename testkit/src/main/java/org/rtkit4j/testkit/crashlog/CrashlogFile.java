package org.rtkit4j.testkit.crashlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Header;
import org.rtkit4j.wire.crashlog.CrashlogFormat.SectionHeader;

/// A binary crash log, every byte of it: `read(bytes).toBytes()` gives the same bytes, whatever they are.
///
/// The walk over the sections is that of the reader of reports, written a second time: it ends at the tag of the
/// footer, at a size below that of a section's head, at a section that reaches past the end, and after 256 sections.
/// What stands from there on is the tail. So both kinds of footer come back as they were: one of 16 bytes, and that of
/// M4 storage firmware, 32 bytes whose size field means something else.
///
/// @param header the first 0x20 bytes
/// @param sections in the order of the log
/// @param tail footer, and what the buffer holds behind it
public record CrashlogFile(ByteString header, List<CrashlogSection> sections, ByteString tail) {
    /// How many sections are read; more stay in the tail.
    public static final int MOST_SECTIONS = 256;

    private static final int HEADER_BYTES = Header.STRUCT.sizeBytes();
    private static final int HEAD_BYTES = SectionHeader.STRUCT.sizeBytes();

    public CrashlogFile {
        sections = List.copyOf(sections);
    }

    /// Reads a log.
    ///
    /// @throws NoCrashlogException if the bytes are too few for a header or do not begin with its tag
    public static CrashlogFile read(byte[] log) throws NoCrashlogException {
        if (log.length < HEADER_BYTES) {
            throw new NoCrashlogException(log.length, "shorter than the header of a crash log");
        }
        ByteString whole = ByteString.of(log);
        if ((int) whole.get(Header.TAG, 0) != CrashlogFormat.CLHE) {
            throw new NoCrashlogException(0, "no crash log: the tag CLHE is missing");
        }
        List<CrashlogSection> sections = new ArrayList<>();
        int end = sections(whole, log, sections);
        return new CrashlogFile(ByteString.of(log, 0, HEADER_BYTES), sections, ByteString.of(log, end, log.length));
    }

    /// Where the log says that it ends, if that makes sense; else where the bytes end.
    private static int limit(ByteString whole) {
        long says = whole.get(Header.SIZE, 0);
        return says < HEADER_BYTES || says > whole.size() ? whole.size() : (int) says;
    }

    private static int sections(ByteString whole, byte[] log, List<CrashlogSection> sections) {
        int end = limit(whole);
        int offset = HEADER_BYTES;
        while (end - offset >= HEAD_BYTES && sections.size() < MOST_SECTIONS) {
            int tag = (int) whole.get(SectionHeader.TAG, offset);
            long size = whole.get(SectionHeader.SIZE, offset);
            if (tag == CrashlogFormat.CLHE || size < HEAD_BYTES || size > end - offset) {
                break;
            }
            int next = offset + (int) size;
            int version = (int) whole.get(SectionHeader.VERSION, offset);
            int flags = (int) whole.get(SectionHeader.FLAGS, offset);
            ByteString payload = ByteString.of(log, offset + HEAD_BYTES, next);
            sections.add(new CrashlogSection(tag, version, flags, payload));
            offset = next;
        }
        return offset;
    }

    /// Returns whether the tail begins with a footer.
    public boolean hasFooter() {
        return tail.size() >= SectionHeader.TAG.end() && (int) tail.get(SectionHeader.TAG, 0) == CrashlogFormat.CLHE;
    }

    /// Returns the log as the bytes that were read, or would be.
    public byte[] toBytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(header.toArray());
        sections.forEach(section -> out.writeBytes(section.bytes().toArray()));
        out.writeBytes(tail.toArray());
        return out.toByteArray();
    }
}
