package org.rtkit4j.forensics.crashlog;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// Bytes that grow by numbers, the least significant byte first.
final class LittleEndianOutput {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private LittleEndianOutput number(long value, int size) {
        for (int i = 0; i < size; i++) {
            bytes.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    LittleEndianOutput u16(int value) {
        return number(value, Short.BYTES);
    }

    LittleEndianOutput u32(int value) {
        return number(value, Integer.BYTES);
    }

    LittleEndianOutput u64(long value) {
        return number(value, Long.BYTES);
    }

    LittleEndianOutput bytes(Bytes more) {
        bytes.writeBytes(more.toArray());
        return this;
    }

    LittleEndianOutput longs(List<Long> values) {
        values.forEach(this::u64);
        return this;
    }

    LittleEndianOutput ints(List<Integer> values) {
        values.forEach(this::u32);
        return this;
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }
}
