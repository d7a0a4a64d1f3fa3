package org.rtkit4j.forensics.crashlog;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A cursor over the bytes of a payload. The caller has checked that there are enough.
final class LittleEndian {
    private final ByteBuffer buffer;

    LittleEndian(byte[] bytes, int from, int to) {
        buffer = ByteBuffer.wrap(bytes, from, to - from).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    int left() {
        return buffer.remaining();
    }

    int u16() {
        return Short.toUnsignedInt(buffer.getShort());
    }

    int u32() {
        return buffer.getInt();
    }

    long u64() {
        return buffer.getLong();
    }

    /// The number `ahead` bytes further, without moving.
    long peekU32(int ahead) {
        return Integer.toUnsignedLong(buffer.getInt(buffer.position() + ahead));
    }

    Bytes bytes(int count) {
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return Bytes.of(bytes);
    }

    Bytes rest() {
        return bytes(left());
    }

    List<Long> longs(int count) {
        List<Long> longs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            longs.add(u64());
        }
        return longs;
    }

    List<Integer> ints(int count) {
        List<Integer> ints = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ints.add(u32());
        }
        return ints;
    }
}
