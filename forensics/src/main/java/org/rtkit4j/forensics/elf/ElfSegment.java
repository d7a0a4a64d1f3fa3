package org.rtkit4j.forensics.elf;

import java.nio.ByteBuffer;

/// A program header and its contents.
///
/// @param type [#LOAD] or [#NOTE]
/// @param flags 1 execute, 2 write, 4 read
/// @param data what the file holds, from `address` on
/// @param memoryBytes size in memory; not less than the data's
/// @param alignment of file offset and address to each other, a power of two
public record ElfSegment(int type, int flags, long address, ByteBuffer data, long memoryBytes, int alignment) {
    public static final int LOAD = 1;
    public static final int NOTE = 4;

    public ElfSegment {
        data = data.asReadOnlyBuffer();
    }

    /// Returns the bytes, for a reader of its own: its position and its limit are nobody else's.
    @Override
    public ByteBuffer data() {
        return data.duplicate();
    }
}
