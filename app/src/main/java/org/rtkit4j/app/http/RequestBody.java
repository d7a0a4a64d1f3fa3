package org.rtkit4j.app.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The body of a request. Ends where its framing says, never later.
///
/// Source: RFC 9112, 6 and 7.1.
abstract sealed class RequestBody extends InputStream {
    private final PacedInput in;

    /// The framing is not what the RFC allows. The rest of the connection cannot be read.
    static final class MalformedBodyException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedBodyException(String message) {
            super(message);
        }
    }

    private RequestBody(PacedInput in) {
        this.in = in;
    }

    /// @param head of the request that it belongs to
    static RequestBody of(RequestHead head, PacedInput in) {
        return head.isChunked() ? new Chunked(in) : new Sized(in, head.bodyBytes());
    }

    /// Returns whether nothing of it is left to read.
    final boolean isEnded() {
        return leftBytes() == 0;
    }

    /// Returns how many bytes may be read before the framing has to be looked at; 0 at the end.
    abstract long leftBytes();

    /// Reads what of the framing comes before the first byte.
    abstract void open() throws IOException;

    /// So many bytes were read.
    abstract void taken(int count) throws IOException;

    @Override
    public final int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] into, int offset, int length) throws IOException {
        open();
        int count = isEnded() ? -1 : in.read(into, offset, (int) Math.min(length, leftBytes()));
        if (count < 0 && !isEnded()) {
            throw new EOFException("the body ends early");
        }
        taken(Math.max(0, count));
        if (isEnded()) {
            in.rest();
        }
        return count;
    }

    /// Reads a line of the framing.
    final String line() throws IOException {
        try {
            String line = HeadReader.line(in, HeadReader.MOST_LINE_BYTES);
            if (line == null) {
                throw new EOFException("the body ends early");
            }
            return line;
        } catch (Refusal e) {
            throw new MalformedBodyException(e.line());
        }
    }

    /// One whose head says how long it is.
    private static final class Sized extends RequestBody {
        private long leftBytes;

        Sized(PacedInput in, long bytes) {
            super(in);
            this.leftBytes = bytes;
        }

        @Override
        long leftBytes() {
            return leftBytes;
        }

        @Override
        void open() {
            // No framing.
        }

        @Override
        void taken(int count) {
            leftBytes -= count;
        }
    }

    /// One that comes in chunks, each with its size before it.
    private static final class Chunked extends RequestBody {
        private static final int MOST_TRAILERS = 64;
        private static final int MOST_DIGITS = 8;

        private long leftBytes;
        private boolean isBegun;

        Chunked(PacedInput in) {
            super(in);
            // Something is left until the first size has been read.
            this.leftBytes = 1;
        }

        @Override
        long leftBytes() {
            return leftBytes;
        }

        @Override
        void open() throws IOException {
            if (!isBegun) {
                isBegun = true;
                nextChunk();
            }
        }

        @Override
        void taken(int count) throws IOException {
            leftBytes -= count;
            if (count > 0 && leftBytes == 0) {
                if (!line().isEmpty()) {
                    throw new MalformedBodyException("a chunk is longer than it says");
                }
                nextChunk();
            }
        }

        private void nextChunk() throws IOException {
            leftBytes = size(line());
            for (int i = 0; leftBytes == 0 && !line().isEmpty(); i++) {
                if (i == MOST_TRAILERS) {
                    throw new MalformedBodyException("too many trailers: limit=" + MOST_TRAILERS);
                }
            }
        }

        // What follows a semicolon are extensions, which nobody uses.
        private static long size(String line) throws MalformedBodyException {
            int semicolon = line.indexOf(';');
            String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).stripTrailing();
            if (!digits.matches("[0-9a-fA-F]{1," + MOST_DIGITS + "}")) {
                throw new MalformedBodyException("not the size of a chunk");
            }
            return Long.parseLong(digits, 16);
        }
    }
}
