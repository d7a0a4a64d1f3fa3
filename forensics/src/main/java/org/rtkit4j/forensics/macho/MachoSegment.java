package org.rtkit4j.forensics.macho;

import java.nio.ByteBuffer;
import java.util.List;

/// A part of memory that the file fills.
///
/// @param name for example `__TEXT`, escaped
/// @param address where it goes, without the slide
/// @param sizeBytes in memory; `address + sizeBytes` does not wrap
/// @param data what the file holds of it, from its start on: at most `sizeBytes`; the rest is zero
/// @param protection 1 read, 2 write, 4 execute
/// @param sections its sections, in the order of the file
public record MachoSegment(
        String name, long address, long sizeBytes, ByteBuffer data, int protection, List<MachoSection> sections) {
    /// Where the symbols and their names are: no memory of the running firmware.
    static final String LINKEDIT = "__LINKEDIT";

    public MachoSegment {
        data = data.asReadOnlyBuffer();
        sections = List.copyOf(sections);
    }

    /// Returns the bytes, for a reader of its own: its position and its limit are nobody else's.
    @Override
    public ByteBuffer data() {
        return data.duplicate();
    }

    /// One section.
    ///
    /// @param name for example `__text`, escaped
    public record MachoSection(String name, long address, long sizeBytes) {}

    /// Returns whether an address lies inside.
    public boolean holds(long at) {
        return Long.compareUnsigned(at - address, sizeBytes) < 0;
    }

    /// Returns whether code may run in it.
    public boolean isExecutable() {
        return (protection & 4) != 0;
    }

    /// Returns whether the running firmware has this segment in memory.
    public boolean isMemory() {
        return sizeBytes > 0 && protection != 0 && !name.equals(LINKEDIT);
    }
}
