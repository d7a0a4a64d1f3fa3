package org.rtkit4j.capture.tap;

import java.nio.ByteBuffer;

/// A piece of shared memory as it was when a message referred to it.
///
/// @param iova the address under which the co-processor sees it
/// @param bytes a private copy, read-only
public record Snapshot(long iova, ByteBuffer bytes) {
    public Snapshot {
        bytes = bytes.asReadOnlyBuffer();
    }

    /// Wraps a copy that the caller gives away.
    public static Snapshot of(long iova, byte[] copy) {
        return new Snapshot(iova, ByteBuffer.wrap(copy));
    }

    /// Returns the bytes, for a reader of its own: its position and its limit are nobody else's.
    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }
}
