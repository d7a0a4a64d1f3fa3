package org.rtkit4j.nbd;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One request of a client, from its header to the last byte of its reply; used again for the next.
final class NbdRequest {
    private static final int HEAD_BYTES = 32;
    private static final int SIMPLE_BYTES = 16;
    private static final int STRUCTURED_BYTES = 20;
    private static final int ERROR_BYTES = 6;

    private final Origin origin;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);

    int type;
    int flags;
    long cookie;
    long offset;
    long length;

    /// What the request carries, from [BufferPool#DATA_AT] on, or null.
    @Nullable
    ByteBuffer data;

    /// How much was given to the disk, or collected, or thrown away.
    long done;

    /// How many commands the disk has taken for it and not completed.
    int flying;

    /// Whether the disk was given all of it.
    boolean isComplete;

    /// Whether nobody waits for the reply: the client left before it had said the whole request.
    boolean isUnheard;

    /// The protocol's error, 0 for none.
    int error;

    NbdRequest(Origin origin) {
        this.origin = origin;
    }

    /// What has taken a request from a client, and hears how it goes on.
    interface Origin {
        /// The disk has completed one of its commands.
        void onProgress(NbdRequest request);

        /// Its reply has left, or is given up.
        void release(NbdRequest request);
    }

    /// The disk has completed one of its commands.
    ///
    /// @param newError what came of it, 0: it went well
    void land(int newError) {
        flying--;
        fail(newError);
        origin.onProgress(this);
    }

    /// Its reply has left, or is given up.
    void release() {
        origin.release(this);
    }

    /// Takes a header; its magic has been checked.
    void begin(ByteBuffer in, int at) {
        flags = Short.toUnsignedInt(in.getShort(at + 4));
        type = Short.toUnsignedInt(in.getShort(at + 6));
        cookie = in.getLong(at + 8);
        offset = in.getLong(at + 16);
        length = Integer.toUnsignedLong(in.getInt(at + 24));
        done = 0;
        flying = 0;
        isComplete = false;
        isUnheard = false;
        error = 0;
    }

    boolean isFua() {
        return (flags & Nbd.FLAG_FUA) != 0;
    }

    /// Remembers the first error.
    void fail(int newError) {
        if (error == 0) {
            error = newError;
        }
    }

    /// Returns the reply, ready to be sent.
    ///
    /// @param dataFrom where in `data` the bytes begin that were asked for
    ByteBuffer reply(boolean structured, int dataFrom) {
        if (type == Nbd.CMD_READ && error == 0 && data != null) {
            return readReply(data, structured, dataFrom);
        }
        head.clear();
        if (type == Nbd.CMD_READ && structured) {
            chunk(head, Nbd.REPLY_ERROR, ERROR_BYTES).putInt(error).putShort((short) 0);
        } else {
            simple(head, error);
        }
        return head.flip();
    }

    private ByteBuffer readReply(ByteBuffer bytes, boolean structured, int dataFrom) {
        int headBytes = structured ? STRUCTURED_BYTES + Long.BYTES : SIMPLE_BYTES;
        bytes.limit(dataFrom + (int) length).position(dataFrom - headBytes);
        if (structured) {
            chunk(bytes, Nbd.REPLY_OFFSET_DATA, Long.BYTES + (int) length).putLong(offset);
        } else {
            simple(bytes, 0);
        }
        return bytes.position(dataFrom - headBytes);
    }

    private ByteBuffer chunk(ByteBuffer to, int kind, int bytes) {
        to.putInt(Nbd.STRUCTURED_REPLY_MAGIC).putShort((short) Nbd.REPLY_DONE).putShort((short) kind);
        return to.putLong(cookie).putInt(bytes);
    }

    private void simple(ByteBuffer to, int code) {
        to.putInt(Nbd.SIMPLE_REPLY_MAGIC).putInt(code).putLong(cookie);
    }
}
