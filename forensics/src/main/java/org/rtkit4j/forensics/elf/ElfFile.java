package org.rtkit4j.forensics.elf;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Lays out an ELF file and writes it: header, program headers, segments, sections, section headers.
///
/// Both kinds of file name Linux as their system: its debuggers read the registers of cores by that.
public final class ElfFile {
    public static final int EXECUTABLE = 2;
    public static final int CORE = 4;
    private static final int SYSTEM_LINUX = 3;

    private final ElfMachine machine;
    private final int type;
    private final long entry;
    private final List<ElfSegment> segments = new ArrayList<>();
    private final List<ElfSection> sections = new ArrayList<>();

    /// @param type [#EXECUTABLE] or [#CORE]
    public ElfFile(ElfMachine machine, int type, long entry) {
        this.machine = machine;
        this.type = type;
        this.entry = entry;
    }

    /// Adds a segment; segments stand in the file in the order in which they were added.
    public ElfFile add(ElfSegment segment) {
        segments.add(segment);
        return this;
    }

    /// Adds a section and returns its number.
    int add(ElfSection section) {
        sections.add(section);
        return sections.size();
    }

    int sectionCount() {
        return sections.size();
    }

    /// Writes the file; does not close the stream.
    public void write(OutputStream stream) throws IOException {
        var buffered = new BufferedOutputStream(stream, 1 << 16);
        var out = new ElfOutput(buffered, machine.isWide());
        if (!sections.isEmpty()) {
            sections.add(names());
        }
        long[] offsets = segmentOffsets();
        long[] tables = tableOffsets(offsets);
        header(out, tables[sections.size()]);
        for (int i = 0; i < segments.size(); i++) {
            programHeader(out, segments.get(i), offsets[i]);
        }
        for (int i = 0; i < segments.size(); i++) {
            out.padTo(offsets[i]);
            out.bytes(segments.get(i).data());
        }
        if (!sections.isEmpty()) {
            writeSections(out, offsets, tables);
        }
        buffered.flush();
    }

    private int headerBytes() {
        return machine.isWide() ? 64 : 52;
    }

    private int programHeaderBytes() {
        return machine.isWide() ? 56 : 32;
    }

    /// Offsets that fit their addresses modulo the alignment, as loaders expect.
    private long[] segmentOffsets() {
        var offsets = new long[segments.size()];
        long next = headerBytes() + (long) programHeaderBytes() * segments.size();
        for (int i = 0; i < offsets.length; i++) {
            ElfSegment segment = segments.get(i);
            next += (segment.address() - next) & (segment.alignment() - 1);
            offsets[i] = next;
            next += segment.data().limit();
        }
        return offsets;
    }

    /// Offsets of the sections that lie in no segment; the last one is that of the section headers.
    private long[] tableOffsets(long[] segmentOffsets) {
        int last = segments.size() - 1;
        long next = last < 0
                ? headerBytes()
                : segmentOffsets[last] + segments.get(last).data().limit();
        var offsets = new long[sections.size() + 1];
        for (int i = 0; i < sections.size(); i++) {
            if (sections.get(i).segment() == null) {
                next = (next + 7) & ~7L;
                offsets[i] = next;
                next += sections.get(i).data().limit();
            }
        }
        offsets[sections.size()] = (next + 7) & ~7L;
        return offsets;
    }

    private void header(ElfOutput out, long sectionHeaders) throws IOException {
        boolean hasSections = !sections.isEmpty();
        out.u8(0x7f)
                .u8('E')
                .u8('L')
                .u8('F')
                .u8(machine.isWide() ? 2 : 1)
                .u8(1)
                .u8(1)
                .u8(SYSTEM_LINUX);
        out.padTo(16);
        out.u16(type).u16(machine.code()).u32(1).word(entry);
        out.word(segments.isEmpty() ? 0 : headerBytes()).word(hasSections ? sectionHeaders : 0);
        out.u32(machine.flags()).u16(headerBytes()).u16(segments.isEmpty() ? 0 : programHeaderBytes());
        out.u16(segments.size()).u16(hasSections ? sectionHeaderBytes() : 0);
        out.u16(hasSections ? sections.size() + 1 : 0).u16(sections.size());
    }

    private int sectionHeaderBytes() {
        return machine.isWide() ? 64 : 40;
    }

    private void programHeader(ElfOutput out, ElfSegment segment, long offset) throws IOException {
        out.u32(segment.type());
        if (machine.isWide()) {
            out.u32(segment.flags());
        }
        out.word(offset).word(segment.address()).word(segment.address());
        out.word(segment.data().limit()).word(segment.memoryBytes());
        if (!machine.isWide()) {
            out.u32(segment.flags());
        }
        out.word(segment.alignment());
    }

    private void writeSections(ElfOutput out, long[] offsets, long[] tables) throws IOException {
        for (int i = 0; i < sections.size(); i++) {
            if (sections.get(i).segment() == null) {
                out.padTo(tables[i]);
                out.bytes(sections.get(i).data());
            }
        }
        out.padTo(tables[sections.size()]);
        for (int i = 0; i < sectionHeaderBytes(); i++) {
            out.u8(0);
        }
        int name = 1;
        for (int i = 0; i < sections.size(); i++) {
            ElfSection section = sections.get(i);
            ElfSegment segment = section.segment();
            long offset = segment == null ? tables[i] : offsets[segments.indexOf(segment)] + section.offsetInSegment();
            sectionHeader(out, section, name, offset);
            name += section.name().length() + 1;
        }
    }

    private static void sectionHeader(ElfOutput out, ElfSection section, int name, long offset) throws IOException {
        out.u32(name)
                .u32(section.type())
                .word(section.flags())
                .word(section.address())
                .word(offset);
        out.word(section.sizeBytes()).u32(section.link()).u32(section.info());
        out.word(section.alignment()).word(section.entryBytes());
    }

    private ElfSection names() {
        var names = new ByteArrayOutputStream();
        names.write(0);
        for (ElfSection section : sections) {
            names.writeBytes(section.name().getBytes(StandardCharsets.US_ASCII));
            names.write(0);
        }
        names.writeBytes(".shstrtab\0".getBytes(StandardCharsets.US_ASCII));
        return ElfSection.table(".shstrtab", ElfSection.STRTAB, ByteBuffer.wrap(names.toByteArray()), 0, 0, 0);
    }
}
