package org.teavm.classlib.java.io;

import java.io.IOException;
import java.io.InputStream;

/// `SequenceInputStream` of two streams; it is for one thread, and nobody closes it here.
public class TSequenceInputStream extends InputStream {
    private final InputStream first;
    private final InputStream second;
    private boolean isFirstAtEnd;

    public TSequenceInputStream(InputStream first, InputStream second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        int count = isFirstAtEnd ? -1 : first.read(into, from, most);
        isFirstAtEnd |= count < 0;
        return isFirstAtEnd ? second.read(into, from, most) : count;
    }
}
