package org.rtkit4j.hardware.link;

import java.io.Closeable;
import java.io.IOException;

/// A stream of bytes in each direction, with time limits.
///
/// One thread at a time may read, and one write. [#close] may come from any thread; whoever reads or writes then ends
/// with an [IOException], soon if not at once.
public interface Link extends Closeable {
    /// Waits for bytes, and takes what there is.
    ///
    /// @param length the most to take, above 0
    /// @param timeoutNanos how long to wait, 0 for not at all
    /// @return how many bytes were taken; 0 if none came in time, -1 if the other end has closed the link
    int read(byte[] into, int from, int length, long timeoutNanos) throws IOException;

    /// Sends bytes.
    ///
    /// @param timeoutNanos how long to wait until the other end takes them
    /// @return how many were sent; fewer than `length` if time ran out
    int write(byte[] bytes, int from, int length, long timeoutNanos) throws IOException;

    /// Returns the way to the other end as `--via` and messages name it.
    @Override
    String toString();
}
