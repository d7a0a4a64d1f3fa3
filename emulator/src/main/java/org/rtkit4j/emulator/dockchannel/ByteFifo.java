package org.rtkit4j.emulator.dockchannel;

/// A FIFO of bytes in hardware: what does not fit is lost.
final class ByteFifo {
    private final byte[] bytes;
    private int head;
    private int size;

    /// @param capacity in bytes, a power of two
    ByteFifo(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    int free() {
        return bytes.length - size;
    }

    /// Puts a byte in; returns whether there was room.
    boolean put(int value) {
        if (size == bytes.length) {
            return false;
        }
        bytes[(head + size) & (bytes.length - 1)] = (byte) value;
        size++;
        return true;
    }

    /// Takes the oldest byte, 0 to 255; 0 where there is none.
    int take() {
        if (size == 0) {
            return 0;
        }
        int value = bytes[head] & 0xff;
        head = (head + 1) & (bytes.length - 1);
        size--;
        return value;
    }

    void clear() {
        head = 0;
        size = 0;
    }
}
