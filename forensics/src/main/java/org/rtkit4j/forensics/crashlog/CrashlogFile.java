package org.rtkit4j.forensics.crashlog;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.wire.crashlog.CrashlogFormat;

/// A binary crash log, every byte of it: `read(bytes).toBytes()` gives the same bytes, whatever they are.
///
/// The walk over the sections is that of the reader of reports: it ends at the tag of the footer, at a size below
/// that of a section's head, at a section that reaches past the end, and after 256 sections. What stands from there
/// on is the tail, kept as it is. So both kinds of footer come back as they were: one of 16 bytes, and that of M4
/// storage firmware, 32 bytes whose size field means something else.
///
/// @param header what follows the first tag
/// @param sections in the order of the log
/// @param tail footer, and what the buffer holds behind it
public record CrashlogFile(CrashlogHeader header, List<CrashlogSection> sections, Bytes tail) {
    /// How many sections are read; more stay in the tail.
    public static final int MOST_SECTIONS = 256;

    private static final int HEADER_BYTES = CrashlogFormat.Header.STRUCT.sizeBytes();
    private static final int HEAD_BYTES = CrashlogSection.HEAD_BYTES;

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
        var head = new LittleEndian(log, 0, HEADER_BYTES);
        if (head.u32() != CrashlogFormat.CLHE) {
            throw new NoCrashlogException(0, "no crash log: the tag CLHE is missing");
        }
        var header = new CrashlogHeader(head.u32(), head.u32(), head.u32(), head.rest());
        List<CrashlogSection> sections = new ArrayList<>();
        int end = sections(log, limit(header, log.length), sections);
        return new CrashlogFile(header, sections, Bytes.of(log, end, log.length));
    }

    /// Where the log says that it ends, if that makes sense; else where the bytes end.
    private static int limit(CrashlogHeader header, int length) {
        long says = Integer.toUnsignedLong(header.size());
        return says < HEADER_BYTES || says > length ? length : (int) says;
    }

    private static int sections(byte[] log, int end, List<CrashlogSection> sections) {
        int offset = HEADER_BYTES;
        while (end - offset >= HEAD_BYTES && sections.size() < MOST_SECTIONS) {
            var head = new LittleEndian(log, offset, offset + HEAD_BYTES);
            int tag = head.u32();
            int version = head.u32();
            int flags = head.u32();
            long size = Integer.toUnsignedLong(head.u32());
            if (tag == CrashlogFormat.CLHE || size < HEAD_BYTES || size > end - offset) {
                break;
            }
            var payload = new LittleEndian(log, offset + HEAD_BYTES, offset + (int) size);
            sections.add(new CrashlogSection(tag, version, flags, SectionCodec.decode(tag, payload)));
            offset += (int) size;
        }
        return offset;
    }

    /// Returns whether the tail begins with a footer.
    public boolean hasFooter() {
        return tail.size() >= Integer.BYTES
                && tail.at(0) == 0x45
                && tail.at(1) == 0x48
                && tail.at(2) == 0x4c
                && tail.at(3) == 0x43;
    }

    /// Returns the log as the bytes that were read, or would be.
    public byte[] toBytes() {
        var out = new LittleEndianOutput();
        out.u32(CrashlogFormat.CLHE).u32(header.version()).u32(header.size()).u32(header.flags());
        out.bytes(header.unknown());
        for (CrashlogSection section : sections) {
            byte[] payload = SectionCodec.encode(section.body());
            out.u32(section.tag()).u32(section.version()).u32(section.flags());
            out.u32(HEAD_BYTES + payload.length).bytes(Bytes.of(payload));
        }
        return out.bytes(tail).toArray();
    }
}
