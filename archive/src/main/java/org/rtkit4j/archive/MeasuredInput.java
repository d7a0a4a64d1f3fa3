package org.rtkit4j.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream whose bytes are counted, and which ends in nothing but an [IOException] where they are damaged.
///
/// Closing it closes nothing: an archive's stream goes on behind a member.
final class MeasuredInput extends FilterInputStream {
    private static final int SKIPPED_AT_ONCE = 1 << 13;

    private final ByteCounter counter;

    /// Hears how many bytes were read, and may end it.
    @FunctionalInterface
    interface ByteCounter {
        void read(long bytes) throws IOException;
    }

    MeasuredInput(InputStream in, ByteCounter counter) {
        super(in);
        this.counter = counter;
    }

    @Override
    public int read() throws IOException {
        int one = Unpacker.call(() -> in.read());
        counter.read(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = Unpacker.call(() -> in.read(bytes, from, length));
        counter.read(Math.max(count, 0));
        return count;
    }

    /// Reads instead, so that what a length skips is counted, whatever the length says.
    @Override
    public long skip(long bytes) throws IOException {
        byte[] rest = new byte[Math.clamp(bytes, 0, SKIPPED_AT_ONCE)];
        int count = rest.length == 0 ? 0 : read(rest, 0, rest.length);
        return Math.max(count, 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {
        // It is somebody else's.
    }
}
