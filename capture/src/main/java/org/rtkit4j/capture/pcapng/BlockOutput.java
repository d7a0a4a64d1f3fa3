package org.rtkit4j.capture.pcapng;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.wire.port.Releases;

/// Blocks on their way to a file: only whole ones leave, so that a file that is cut off ends behind a block, or
/// within the last write.
final class BlockOutput implements Closeable {
    private static final int CAPACITY = 1 << 18;

    private final WritableByteChannel channel;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
    private int start;

    BlockOutput(WritableByteChannel channel) {
        this.channel = channel;
    }

    /// Begins a block of at most `mostBytes`, its frame included.
    ByteBuffer begin(int type, int mostBytes) throws IOException {
        if (buffer.remaining() < mostBytes) {
            flush();
        }
        if (buffer.capacity() < mostBytes) {
            buffer = ByteBuffer.allocateDirect(mostBytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        start = buffer.position();
        return buffer.putInt(type).putInt(0);
    }

    /// Ends the block: writes its length at both ends.
    void end() {
        int length = buffer.position() + Integer.BYTES - start;
        buffer.putInt(length);
        buffer.putInt(start + Integer.BYTES, length);
    }

    void option(int code, byte[] value) {
        buffer.putShort((short) code).putShort((short) value.length).put(value);
        pad(value.length);
    }

    void option(int code, long value) {
        buffer.putShort((short) code).putShort((short) Long.BYTES).putLong(value);
    }

    /// A time in the form of statistics: the upper half first.
    void timeOption(int code, long timeNanos) {
        buffer.putShort((short) code).putShort((short) Long.BYTES);
        time(timeNanos);
    }

    void time(long timeNanos) {
        buffer.putInt((int) (timeNanos >>> 32)).putInt((int) timeNanos);
    }

    void endOptions() {
        buffer.putInt(Pcapng.OPTION_END);
    }

    void pad(int length) {
        for (int i = length; i < Pcapng.padded(length); i++) {
            buffer.put((byte) 0);
        }
    }

    /// Returns text as an option can hold it: 65,535 bytes at most.
    static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= 0xffff ? bytes : text(text.substring(0, text.length() / 2));
    }

    void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        Releases.all(this::flush, channel::close);
    }
}
