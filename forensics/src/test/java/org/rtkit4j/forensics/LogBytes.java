package org.rtkit4j.forensics;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Builds binary crash logs byte by byte, from the format's description alone: nothing here comes from `wire`.
public final class LogBytes {
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private int section;

    /// Starts with a header of version 1, whose size is filled in at the end.
    public LogBytes() {
        u32(0x434c4845).u32(1).u32(0).u32(0x5).pad(16);
    }

    public LogBytes u16(int value) {
        bytes.putShort((short) value);
        return this;
    }

    public LogBytes u32(int value) {
        bytes.putInt(value);
        return this;
    }

    public LogBytes u64(long value) {
        bytes.putLong(value);
        return this;
    }

    public LogBytes pad(int count) {
        bytes.put(new byte[count]);
        return this;
    }

    public LogBytes text(String text) {
        bytes.put(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /// Begins a section; [#end] fills in its size.
    public LogBytes begin(String tag) {
        section = bytes.position();
        u32(tag.charAt(0) << 24 | tag.charAt(1) << 16 | tag.charAt(2) << 8 | tag.charAt(3));
        return u32(0).u32(0).u32(0);
    }

    public LogBytes end() {
        pad(-(bytes.position() - section) & 3);
        return endUnaligned();
    }

    /// Ends a section wherever it is.
    public LogBytes endUnaligned() {
        bytes.putInt(section + 12, bytes.position() - section);
        return this;
    }

    /// A section with a size that lies.
    public LogBytes lie(int size) {
        bytes.putInt(section + 12, size);
        return this;
    }

    public LogBytes message(String text) {
        return begin("Cstr").u32(1).text(text).u32(0).end();
    }

    int position() {
        return bytes.position();
    }

    /// Ends with a footer and returns the log.
    public byte[] finished() {
        u32(0x434c4845).u32(0).u32(0).u32(16);
        return withoutFooter();
    }

    public byte[] withoutFooter() {
        bytes.putInt(8, bytes.position());
        byte[] log = new byte[bytes.position()];
        bytes.get(0, log);
        return log;
    }
}
