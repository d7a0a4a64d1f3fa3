package org.rtkit4j.capture.tap;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of shared memory as it was when a message referred to it, and the next piece, where it referred to more.
///
/// @param iova the address under which the co-processor sees it
/// @param bytes a private copy, read-only
/// @param next null: this is the last piece
public record Snapshot(
        long iova, ByteBuffer bytes, @Nullable Snapshot next) {
    public Snapshot {
        bytes = bytes.asReadOnlyBuffer();
    }

    /// A piece that stands alone.
    public Snapshot(long iova, ByteBuffer bytes) {
        this(iova, bytes, null);
    }

    /// Wraps a copy that the caller gives away.
    public static Snapshot of(long iova, byte[] copy) {
        return new Snapshot(iova, ByteBuffer.wrap(copy));
    }

    /// Returns the first of several pieces, each of which stands alone, with the others behind it; null: there is none.
    public static @Nullable Snapshot of(List<Snapshot> pieces) {
        Snapshot first = null;
        for (Snapshot piece : pieces.reversed()) {
            first = new Snapshot(piece.iova, piece.bytes, first);
        }
        return first;
    }

    /// Returns the bytes, for a reader of its own: its position and its limit are nobody else's.
    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }
}
