package org.rtkit4j.wire.port;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharedBufferTest {
    /// Eight bytes, 0x10 to 0x17 at first.
    private static final class Eight implements SharedBuffer {
        final byte[] bytes = {0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17};
        boolean isClosed;

        @Override
        public long iova() {
            return 0x4000;
        }

        @Override
        public long sizeBytes() {
            return bytes.length;
        }

        @Override
        public void read(long offset, byte[] destination, int from, int length) {
            Objects.checkFromIndexSize(offset, length, (long) bytes.length);
            System.arraycopy(bytes, (int) offset, destination, from, length);
        }

        @Override
        public void write(long offset, byte[] source, int from, int length) {
            Objects.checkFromIndexSize(offset, length, (long) bytes.length);
            System.arraycopy(source, from, bytes, (int) offset, length);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private static final class Passed extends ForwardingBuffer {
        Passed(SharedBuffer buffer) {
            super(buffer);
        }

        SharedBuffer other() {
            return inner();
        }
    }

    private final Eight buffer = new Eight();

    /// A view into the middle of an array, and memory without one.
    static Stream<ByteBuffer> targets() {
        return Stream.of(ByteBuffer.allocate(16).position(5).slice(), ByteBuffer.allocateDirect(11));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void copiesOutToAPlaceInAByteBuffer(ByteBuffer target) {
        target.position(3).limit(4);
        buffer.read(2, target, 7, 4);
        assertEquals(3, target.position(), "its position neither counts nor changes");
        assertEquals(4, target.limit(), "nor does its limit");
        target.clear();
        byte[] all = new byte[11];
        target.get(all);
        assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 0x12, 0x13, 0x14, 0x15}, all);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void copiesInFromAPlaceInAByteBuffer(ByteBuffer source) {
        for (int i = 0; i < source.capacity(); i++) {
            source.put(i, (byte) i);
        }
        source.position(1).limit(2);
        buffer.write(3, source, 6, 5);
        assertArrayEquals(new byte[] {0x10, 0x11, 0x12, 6, 7, 8, 9, 10}, buffer.bytes);
        assertEquals(1, source.position());
        assertEquals(2, source.limit());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void refusesWhatDoesNotLieInside(ByteBuffer other) {
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.read(0, other, 10, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.write(0, other, 10, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.read(0, other, -1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.write(0, other, 0, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.read(7, other, 0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.write(7, other, 0, 2));
    }

    @Test
    void aLimitThatIsInTheWayCostsAViewAndNoOtherDoes() {
        ByteBuffer target = ByteBuffer.allocate(8).limit(4);
        assertSame(target, SharedBuffer.reaching(target, 4));
        assertEquals(8, SharedBuffer.reaching(target, 5).limit());
        assertEquals(4, target.limit());
    }

    @Test
    void aCopyIsPrivate() {
        byte[] copy = buffer.copy();
        assertArrayEquals(buffer.bytes, copy);
        copy[0] = 0;
        assertEquals(0x10, buffer.bytes[0]);
    }

    @Test
    void whatForwardsPassesEveryVerbOn() {
        var forwarding = new Passed(buffer);
        assertEquals(0x4000, forwarding.iova());
        assertEquals(8, forwarding.sizeBytes());
        assertSame(buffer, forwarding.other());
        byte[] two = new byte[3];
        forwarding.read(6, two, 1, 2);
        assertArrayEquals(new byte[] {0, 0x16, 0x17}, two);
        forwarding.write(0, two, 1, 1);
        assertEquals(0x16, buffer.bytes[0]);
        forwarding.close();
        assertTrue(buffer.isClosed);
    }

    @Test
    void aRefusalSaysWhatWasAskedForAndWhy() {
        var refusal = new MemoryRefusedException(MemoryRefusedException.Reason.EXHAUSTED, "none left", 0x4000, 0x10);
        assertEquals("none left: iova=0x4000, size=0x10", refusal.getMessage());
        assertEquals(MemoryRefusedException.Reason.EXHAUSTED, refusal.reason());
        assertEquals(0x4000, refusal.iova());
        assertEquals(0x10, refusal.sizeBytes());
        assertEquals(MemoryRefusedException.Reason.OTHER, new MemoryRefusedException("no", 0, 1).reason());
    }
}
