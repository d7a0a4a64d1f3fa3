package org.teavm.classlib.java.lang.foreign;

import java.util.Arrays;

/// `java.lang.foreign.MemorySegment` over an array, read only.
public interface TMemorySegment {
    static TMemorySegment ofArray(byte[] bytes) {
        return new OfArray(bytes, 0, bytes.length);
    }

    long byteSize();

    TMemorySegment asSlice(long offset, long size);

    byte[] toArray(TValueLayout.OfByte layout);

    byte get(TValueLayout.OfByte layout, long offset);

    short get(TValueLayout.OfShort layout, long offset);

    int get(TValueLayout.OfInt layout, long offset);

    long get(TValueLayout.OfLong layout, long offset);

    /// A part of an array.
    final class OfArray implements TMemorySegment {
        private final byte[] bytes;
        private final int from;
        private final int size;

        OfArray(byte[] bytes, int from, int size) {
            this.bytes = bytes;
            this.from = from;
            this.size = size;
        }

        private int at(long offset, long length) {
            if (offset < 0 || length < 0 || offset > size - length) {
                throw new IndexOutOfBoundsException(
                        "out of bounds: offset=" + offset + ", length=" + length + ", size=" + size);
            }
            return from + (int) offset;
        }

        @Override
        public long byteSize() {
            return size;
        }

        @Override
        public TMemorySegment asSlice(long offset, long length) {
            return new OfArray(bytes, at(offset, length), (int) length);
        }

        @Override
        public byte[] toArray(TValueLayout.OfByte layout) {
            return Arrays.copyOfRange(bytes, from, from + size);
        }

        @Override
        public byte get(TValueLayout.OfByte layout, long offset) {
            return bytes[at(offset, Byte.BYTES)];
        }

        @Override
        public short get(TValueLayout.OfShort layout, long offset) {
            return (short) number(at(offset, Short.BYTES), Short.BYTES);
        }

        @Override
        public int get(TValueLayout.OfInt layout, long offset) {
            return number(at(offset, Integer.BYTES), Integer.BYTES);
        }

        @Override
        public long get(TValueLayout.OfLong layout, long offset) {
            int at = at(offset, Long.BYTES);
            long high = number(at + Integer.BYTES, Integer.BYTES);
            return (high << Integer.SIZE) | (number(at, Integer.BYTES) & 0xffff_ffffL);
        }

        private int number(int at, int width) {
            int number = 0;
            for (int i = 0; i < width; i++) {
                number |= (bytes[at + i] & 0xff) << (Byte.SIZE * i);
            }
            return number;
        }
    }
}
