package org.rtkit4j.hardware.proxy.server;

import java.io.IOException;

/// Collects what goes out, so that a reply and its data, and the replies to many requests, go out together.
final class OutBuffer {
    private static final int BYTES = 1 << 16;

    private final Outlet outlet;
    private final byte[] bytes = new byte[BYTES];
    private int length;

    OutBuffer(Outlet outlet) {
        this.outlet = outlet;
    }

    void add(byte[] source, int from, int count) throws IOException {
        if (count > BYTES - length) {
            flush();
        }
        if (count > BYTES) {
            outlet.send(source, from, count);
            return;
        }
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    void addWord(int value) throws IOException {
        add(
                new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)},
                0,
                Integer.BYTES);
    }

    void flush() throws IOException {
        int count = length;
        length = 0;
        if (count > 0) {
            outlet.send(bytes, 0, count);
        }
    }
}
