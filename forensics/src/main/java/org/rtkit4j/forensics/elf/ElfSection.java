package org.rtkit4j.forensics.elf;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A section header, and where its contents are: in a segment, or behind all segments.
///
/// @param type [#PROGBITS] and so on
/// @param flags of the header: 1 write, 2 in memory, 4 execute
/// @param segment the segment that it begins with, or null
/// @param data contents of a section that lies in no segment; empty otherwise
/// @param sizeBytes of the section
/// @param link number of another section, from 1
/// @param info meaning depends on the type
record ElfSection(
        String name,
        int type,
        long flags,
        long address,
        @Nullable ElfSegment segment,
        long offsetInSegment,
        ByteBuffer data,
        long sizeBytes,
        int link,
        int info,
        int alignment,
        int entryBytes) {
    static final int PROGBITS = 1;
    static final int SYMTAB = 2;
    static final int STRTAB = 3;
    static final int NOTE = 7;
    static final int NOBITS = 8;

    static ElfSection inSegment(String name, int type, long flags, ElfSegment segment, long from, long sizeBytes) {
        ByteBuffer none = ByteBuffer.allocate(0);
        return new ElfSection(name, type, flags, segment.address() + from, segment, from, none, sizeBytes, 0, 0, 1, 0);
    }

    static ElfSection table(String name, int type, ByteBuffer data, int link, int info, int entryBytes) {
        return new ElfSection(name, type, 0, 0, null, 0, data, data.limit(), link, info, 8, entryBytes);
    }
}
