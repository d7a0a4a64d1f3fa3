package org.rtkit4j.wire.port;

import java.nio.ByteBuffer;
import java.util.Objects;

/// A piece of memory that the AP and a co-processor share.
///
/// The firmware may write while the AP reads: copy out, then check, then use. Closing unmaps it (and frees what
/// was allocated), is idempotent, and may come from any thread; afterwards every access throws
/// [IllegalStateException].
public interface SharedBuffer extends AutoCloseable {
    /// Returns the address under which the co-processor sees the buffer.
    long iova();

    long sizeBytes();

    /// Copies `length` bytes at `offset` of the buffer to `destination`, starting at `from`.
    ///
    /// @throws IndexOutOfBoundsException if the range does not lie inside the buffer or the array
    void read(long offset, byte[] destination, int from, int length);

    /// Copies `length` bytes of `source`, starting at `from`, to `offset` of the buffer.
    ///
    /// @throws IndexOutOfBoundsException if the range does not lie inside the buffer or the array
    void write(long offset, byte[] source, int from, int length);

    /// Copies `length` bytes at `offset` of the buffer to `destination`, starting at `from`; its position and
    /// limit neither count nor change.
    ///
    /// @implSpec copies through an array where `destination` has none of its own; an implementation with
    /// many such copies overrides it
    /// @throws IndexOutOfBoundsException if the range does not lie inside the buffer or the destination
    default void read(long offset, ByteBuffer destination, int from, int length) {
        Objects.checkFromIndexSize(from, length, destination.capacity());
        if (destination.hasArray()) {
            read(offset, destination.array(), destination.arrayOffset() + from, length);
            return;
        }
        byte[] copy = new byte[length];
        read(offset, copy, 0, length);
        reaching(destination, from + length).put(from, copy);
    }

    /// Copies `length` bytes of `source`, starting at `from`, to `offset` of the buffer; position and limit of the
    /// source neither count nor change.
    ///
    /// @implSpec as the other form
    /// @throws IndexOutOfBoundsException if the range does not lie inside the buffer or the source
    default void write(long offset, ByteBuffer source, int from, int length) {
        Objects.checkFromIndexSize(from, length, source.capacity());
        if (source.hasArray()) {
            write(offset, source.array(), source.arrayOffset() + from, length);
            return;
        }
        byte[] copy = new byte[length];
        reaching(source, from + length).get(from, copy);
        write(offset, copy, 0, length);
    }

    /// Returns `buffer` itself where its limit leaves the bytes before `end` in reach, as nearly always; else a view
    /// of it without the limit. For those who override the copies, in which the limit does not count.
    static ByteBuffer reaching(ByteBuffer buffer, int end) {
        return end <= buffer.limit() ? buffer : buffer.duplicate().clear();
    }

    /// Returns a private copy of the whole buffer.
    default byte[] copy() {
        byte[] bytes = new byte[Math.toIntExact(sizeBytes())];
        read(0, bytes, 0, bytes.length);
        return bytes;
    }

    @Override
    void close();
}
