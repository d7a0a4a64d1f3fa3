package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.rtkit4j.hardware.link.Link;

/// Collects the bytes of one flight, and sends them together.
final class Outgoing {
    private static final int LEAST_BYTES = 4096;

    private final Link link;
    private final LongSupplier clock;
    private byte[] bytes = new byte[LEAST_BYTES];
    private int length;

    Outgoing(Link link, LongSupplier clock) {
        this.link = link;
        this.clock = clock;
    }

    Outgoing add(byte[] source, int from, int count) {
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    Outgoing addWord(int value) {
        byte[] word = {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
        return add(word, 0, word.length);
    }

    /// Forgets what an earlier flight has left.
    Outgoing begin() {
        length = 0;
        return this;
    }

    int length() {
        return length;
    }

    /// Sends all of it.
    ///
    /// @return false if the other end did not take it by `deadline`
    boolean send(long deadline) throws IOException {
        int done = 0;
        while (done < length) {
            long left = Math.max(0, deadline - clock.getAsLong());
            done += link.write(bytes, done, length - done, left);
            if (done < length && deadline - clock.getAsLong() <= 0) {
                return false;
            }
        }
        return true;
    }
}
