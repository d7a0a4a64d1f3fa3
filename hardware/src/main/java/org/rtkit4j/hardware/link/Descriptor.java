package org.rtkit4j.hardware.link;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.system.Libc;

/// An open terminal of the system, read and written with time limits.
///
/// A thread may be inside a call when another closes it: the number is given back only when none is, and none waits
/// in there for longer than a slice.
final class Descriptor implements AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int SLICE_MILLIS = 20;
    private static final int BUFFER_BYTES = 1 << 16;

    private static final int POLL_BYTES = 8;
    // revents of the second of two.
    private static final int WAKER_EVENTS = POLL_BYTES + 6;

    private final int fd;
    private volatile @Nullable Descriptor waker;
    private final Arena arena = Arena.ofShared();
    private final Direction input = new Direction(Libc.POLLIN);
    private final Direction output = new Direction(Libc.POLLOUT);
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();
    private volatile boolean isClosed;

    Descriptor(int fd) {
        this.fd = fd;
    }

    /// Has a wait for something to read end when there is something to read from `other` as well, which is to be
    /// closed after this.
    void wakeBy(Descriptor other) {
        waker = other;
    }

    /// One direction's scratch memory.
    private final class Direction {
        final MemorySegment state = arena.allocate(Libc.STATE);
        final MemorySegment buffer = arena.allocate(BUFFER_BYTES);
        // struct pollfd: int fd, short events, short revents.
        private final MemorySegment polls = arena.allocate(2 * POLL_BYTES, 4);
        private final short events;
        // Whether the last wait ended because of the waker.
        volatile boolean isWoken;

        Direction(short events) {
            this.events = events;
        }

        /// Waits for at most a slice.
        void await(long nanos) throws IOException {
            Descriptor other = events == Libc.POLLIN ? waker : null;
            poll(0, fd, events);
            if (other != null) {
                poll(1, other.fd, Libc.POLLIN);
            }
            int millis = (int) Math.min(SLICE_MILLIS, Math.max(1, nanos / NANOS_PER_MILLI));
            if (Libc.poll(state, polls, other == null ? 1 : 2, millis) < 0 && Libc.errno(state) != Libc.EINTR) {
                throw failed("waiting", state);
            }
            isWoken = other != null && (polls.get(ValueLayout.JAVA_SHORT, WAKER_EVENTS) & Libc.POLLIN) != 0;
        }

        private void poll(int index, int number, short awaited) {
            polls.set(ValueLayout.JAVA_INT, (long) index * POLL_BYTES, number);
            polls.set(ValueLayout.JAVA_SHORT, (long) index * POLL_BYTES + Integer.BYTES, awaited);
        }
    }

    /// Runs a call while the number is ours.
    private interface Call {
        long run() throws IOException;
    }

    private long guarded(Call call) throws IOException {
        inUse.readLock().lock();
        try {
            if (isClosed) {
                throw new IOException("the link was closed");
            }
            return call.run();
        } finally {
            inUse.readLock().unlock();
        }
    }

    /// Returns how many bytes were read; 0: none came in time, or what [#wakeBy] names has something.
    int read(byte[] into, int from, int length, long timeoutNanos) throws IOException {
        long start = System.nanoTime();
        int most = Math.min(length, BUFFER_BYTES);
        while (true) {
            long left = timeoutNanos - (System.nanoTime() - start);
            int got = (int) guarded(() -> readOnce(into, from, most, left));
            if (got != 0 || left <= 0 || input.isWoken) {
                return got;
            }
        }
    }

    // -1 at the end, 0 if there is nothing; after a wait the caller comes again.
    private long readOnce(byte[] into, int from, int most, long nanos) throws IOException {
        input.isWoken = false;
        long got = Libc.read(input.state, fd, input.buffer, most);
        if (got > 0) {
            MemorySegment.copy(input.buffer, ValueLayout.JAVA_BYTE, 0, into, from, (int) got);
            return got;
        }
        if (got == 0) {
            return -1;
        }
        expectNothing("reading", input.state);
        if (nanos > 0) {
            input.await(nanos);
        }
        return 0;
    }

    int write(byte[] bytes, int from, int length, long timeoutNanos) throws IOException {
        long deadline = System.nanoTime() + timeoutNanos;
        int done = 0;
        while (done < length) {
            int at = from + done;
            int chunk = Math.min(length - done, BUFFER_BYTES);
            guarded(() -> copyOut(bytes, at, chunk));
            int written = writeChunk(chunk, deadline);
            done += written;
            if (written < chunk) {
                return done;
            }
        }
        return done;
    }

    private long copyOut(byte[] bytes, int from, int count) {
        MemorySegment.copy(bytes, from, output.buffer, ValueLayout.JAVA_BYTE, 0, count);
        return count;
    }

    // A terminal takes a few kilobytes at a time: what it does not take stays in the buffer.
    private int writeChunk(int chunk, long deadline) throws IOException {
        int done = 0;
        while (done < chunk) {
            int at = done;
            long left = deadline - System.nanoTime();
            int count = (int) guarded(() -> writeOnce(at, chunk - at, left));
            if (count == 0 && left <= 0) {
                return done;
            }
            done += count;
        }
        return done;
    }

    private long writeOnce(int at, int most, long nanos) throws IOException {
        long count = Libc.write(output.state, fd, output.buffer.asSlice(at), most);
        if (count >= 0) {
            return count;
        }
        expectNothing("writing", output.state);
        if (nanos > 0) {
            output.await(nanos);
        }
        return 0;
    }

    /// Returns the path of the other side of a pseudo-terminal whose controlling side this is.
    String terminalName() throws IOException {
        return Terminals.nameOf(fd);
    }

    /// Drops what has come in and was not read.
    void discardInput() throws IOException {
        guarded(() -> Libc.tcflush(input.state, fd, Libc.TCIFLUSH));
    }

    /// Drops what has not been read yet, in both directions.
    void discard() throws IOException {
        guarded(() -> Libc.tcflush(input.state, fd, Libc.TCIOFLUSH));
    }

    boolean isOpen() {
        return !isClosed;
    }

    private static void expectNothing(String what, MemorySegment state) throws IOException {
        int errno = Libc.errno(state);
        if (errno != Libc.EAGAIN && errno != Libc.EINTR) {
            throw failed(what, state);
        }
    }

    private static IOException failed(String what, MemorySegment state) {
        return new EOFException("%s failed: %s".formatted(what, Libc.strerror(Libc.errno(state))));
    }

    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            if (!isClosed) {
                isClosed = true;
                Libc.close(input.state, fd);
                arena.close();
            }
        } finally {
            inUse.writeLock().unlock();
        }
    }
}
