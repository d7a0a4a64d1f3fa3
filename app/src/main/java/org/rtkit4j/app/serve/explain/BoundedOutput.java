package org.rtkit4j.app.serve.explain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Bytes in memory, up to a limit.
final class BoundedOutput extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limitBytes;

    /// More was written than the limit allows.
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    BoundedOutput(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] more, int from, int length) throws IOException {
        if (bytes.size() + (long) length > limitBytes) {
            throw new TooLongException();
        }
        bytes.write(more, from, length);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
