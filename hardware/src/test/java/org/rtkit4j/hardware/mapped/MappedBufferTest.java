package org.rtkit4j.hardware.mapped;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MappedBufferTest {
    /// Whole words and single bytes are copied in different ways.
    @Test
    void positionAndLimitOfAByteBufferDoNotCount() {
        var buffer = new MappedBuffer(Arena.ofAuto().allocate(32, Long.BYTES), 0x4000, () -> {});
        var source = ByteBuffer.allocateDirect(16)
                .putLong(3, 0x0102_0304_0506_0708L)
                .position(2)
                .limit(3);
        buffer.write(8, source, 3, 8);
        buffer.write(1, source, 8, 3);
        byte[] written = new byte[16];
        buffer.read(0, written, 0, 16);
        assertArrayEquals(new byte[] {0, 6, 7, 8, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8}, written);
        var target = ByteBuffer.allocateDirect(16).position(1).limit(2);
        buffer.read(8, target, 5, 8);
        buffer.read(1, target, 13, 3);
        assertEquals(1, target.position());
        assertEquals(2, target.limit());
        assertEquals(0x0102_0304_0506_0708L, target.clear().getLong(5));
        assertEquals(0x06, target.get(13));
    }
}
