package org.rtkit4j.app.http;

import java.io.IOException;
import java.io.InputStream;

/// What a peer sends, through a buffer of our own: whether something is left over shows.
final class PeerInput extends InputStream {
    private static final int BUFFER_BYTES = 8192;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int end;

    PeerInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return next == end && !fill() ? -1 : buffer[next++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(buffer, next, into, offset, count);
        next += count;
        return count;
    }

    /// Waits until there is a byte, and leaves it.
    ///
    /// @return false at the end
    boolean awaitByte() throws IOException {
        return next < end || fill();
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
