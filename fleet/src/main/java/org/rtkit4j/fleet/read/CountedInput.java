package org.rtkit4j.fleet.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that ends in an exception where it has more bytes than anybody wants to read.
final class CountedInput extends FilterInputStream {
    private final long most;
    private long read;

    CountedInput(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = in.read(bytes, from, length);
        count(Math.max(count, 0));
        return count;
    }

    // Skipped bytes are read, and counted.
    @Override
    public long skip(long bytes) throws IOException {
        return bytes <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(bytes, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int bytes) throws IOException {
        read += bytes;
        if (read > most) {
            throw new IOException("more bytes than the limit allows: limit=" + most);
        }
    }
}
