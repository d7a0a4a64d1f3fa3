package org.rtkit4j.hardware.proxy.client;

import java.io.EOFException;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.rtkit4j.hardware.link.Link;

/// The bytes that come in, with a view ahead: what turns out to be no frame is read again.
final class Inlet {
    /// More than the longest event.
    private static final int BYTES = 1 << 17;

    private final Link link;
    private final LongSupplier clock;
    private final byte[] bytes = new byte[BYTES];
    private int start;
    private int end;
    private boolean hasOverrun;
    private long overrun;

    Inlet(Link link, LongSupplier clock) {
        this.link = link;
        this.clock = clock;
    }

    /// Waits until `count` bytes are there to be looked at.
    ///
    /// @param count 65 KiB at most
    /// @return false if they are not by `deadline`
    boolean has(int count, long deadline) throws IOException {
        while (end - start < count) {
            makeRoom(count);
            if (!fill(deadline)) {
                return false;
            }
        }
        return true;
    }

    /// Returns whether `count` bytes are there already.
    boolean holds(int count) {
        return end - start >= count;
    }

    /// Returns a byte that is there.
    byte at(int index) {
        return bytes[start + index];
    }

    void copy(byte[] into, int count) {
        System.arraycopy(bytes, start, into, 0, count);
    }

    void skip(int count) {
        start += count;
    }

    /// Takes `length` bytes.
    ///
    /// @return false if they are not there by `deadline`
    boolean take(byte[] into, int from, int length, long deadline) throws IOException {
        int ready = Math.min(length, end - start);
        System.arraycopy(bytes, start, into, from, ready);
        start += ready;
        int done = ready;
        while (done < length) {
            int got = isOver(deadline) ? 0 : link.read(into, from + done, length - done, left(deadline));
            if (!isSome(got, deadline)) {
                return false;
            }
            done += got;
        }
        return true;
    }

    private boolean fill(long deadline) throws IOException {
        int got = isOver(deadline) ? 0 : link.read(bytes, end, BYTES - end, left(deadline));
        if (!isSome(got, deadline)) {
            return false;
        }
        end += got;
        return true;
    }

    // False once time has run out; a link may come back without bytes before that.
    private boolean isSome(int got, long deadline) throws IOException {
        if (got < 0) {
            throw new EOFException("the other end has closed the link: " + link);
        }
        return got > 0 || left(deadline) > 0;
    }

    // Once time has run out there is one more look, in case we were late and not the target; no more, or a target
    // that never stops talking would be listened to for ever.
    private boolean isOver(long deadline) {
        if (left(deadline) > 0) {
            return false;
        }
        boolean isSecondLook = hasOverrun && overrun == deadline;
        hasOverrun = true;
        overrun = deadline;
        return isSecondLook;
    }

    private long left(long deadline) {
        return Math.max(0, deadline - clock.getAsLong());
    }

    private void makeRoom(int count) {
        if (start == end) {
            start = 0;
            end = 0;
        } else if (start + count > BYTES) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }
    }
}
