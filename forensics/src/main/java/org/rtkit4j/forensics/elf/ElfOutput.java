package org.rtkit4j.forensics.elf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/// Little-endian numbers and bytes, one after the other, with the position in the file.
final class ElfOutput {
    private final OutputStream out;
    private final WritableByteChannel channel;
    private final boolean wide;
    private long position;

    ElfOutput(OutputStream out, boolean wide) {
        this.out = out;
        this.channel = Channels.newChannel(out);
        this.wide = wide;
    }

    private ElfOutput number(long value, int size) throws IOException {
        for (int i = 0; i < size; i++) {
            out.write((int) (value >>> (8 * i)));
        }
        position += size;
        return this;
    }

    ElfOutput u8(int value) throws IOException {
        return number(value, 1);
    }

    ElfOutput u16(int value) throws IOException {
        return number(value, Short.BYTES);
    }

    ElfOutput u32(long value) throws IOException {
        return number(value, Integer.BYTES);
    }

    /// A number as wide as the file's class.
    ElfOutput word(long value) throws IOException {
        return number(value, wide ? Long.BYTES : Integer.BYTES);
    }

    ElfOutput bytes(ByteBuffer data) throws IOException {
        ByteBuffer copy = data.duplicate().rewind();
        position += copy.remaining();
        while (copy.hasRemaining()) {
            channel.write(copy);
        }
        return this;
    }

    void padTo(long offset) throws IOException {
        while (position < offset) {
            number(0, 1);
        }
    }

    long position() {
        return position;
    }
}
