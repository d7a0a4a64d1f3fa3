package org.rtkit4j.forensics.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Notes, one behind the other: owner, type, contents; each part padded to 4 bytes.
public final class ElfNotes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// Adds a note with the whole of a buffer.
    public ElfNotes add(String owner, int type, ByteBuffer contents) {
        byte[] bytesOf = new byte[contents.capacity()];
        contents.get(0, bytesOf);
        return add(owner, type, bytesOf);
    }

    /// Adds a note.
    ///
    /// @param owner for example `CORE`
    public ElfNotes add(String owner, int type, byte[] contents) {
        byte[] name = (owner + '\0').getBytes(StandardCharsets.US_ASCII);
        u32(name.length);
        u32(contents.length);
        u32(type);
        padded(name);
        padded(contents);
        return this;
    }

    private void u32(int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes.write(value >>> shift);
        }
    }

    private void padded(byte[] part) {
        bytes.writeBytes(part);
        bytes.writeBytes(new byte[-part.length & 3]);
    }

    /// Returns the notes added so far, each padded to four bytes.
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
