package org.rtkit4j.hardware.proxy.server;

import java.io.EOFException;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.rtkit4j.hardware.link.Link;

/// Serves one link until it ends.
final class Conversation {
    private static final int BUFFER_BYTES = 1 << 16;
    /// How soon a closed link is noticed where nothing else happens.
    private static final long SLICE_NANOS = 250_000_000;

    private final Link link;
    private final ProxyEngine engine;
    private final long writeTimeoutNanos;
    private final LongSupplier clock;
    private volatile long heardNanos;
    private volatile boolean isOver;

    /// @param clock in nanoseconds, of the host's silence
    Conversation(
            Link link,
            ProxyTarget target,
            ConsoleQueue console,
            ServerCounters counters,
            long writeTimeoutNanos,
            LongSupplier clock)
            throws IOException {
        this.link = link;
        this.writeTimeoutNanos = writeTimeoutNanos;
        this.clock = clock;
        this.heardNanos = clock.getAsLong();
        engine = new ProxyEngine(target, console, counters, this::send);
    }

    /// Returns when the host has closed the link, or [#end] has ended it.
    ///
    /// @throws IOException if it was closed here, is broken, or the host does not take what it asked for
    void run() throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (int got = 0; got >= 0 && !isOver; got = link.read(buffer, 0, buffer.length, SLICE_NANOS)) {
            if (got > 0) {
                heardNanos = clock.getAsLong();
                engine.feed(buffer, 0, got, System.nanoTime());
            } else {
                engine.onTime(System.nanoTime());
            }
        }
    }

    /// Returns for how long the host has said nothing. From any thread.
    long silenceNanos() {
        return clock.getAsLong() - heardNanos;
    }

    /// Ends it within a slice of its time. From any thread.
    void end() {
        isOver = true;
    }

    boolean isOver() {
        return isOver;
    }

    private void send(byte[] bytes, int from, int length) throws IOException {
        if (link.write(bytes, from, length, writeTimeoutNanos) < length) {
            throw new EOFException("the host does not take what it asked for: size=" + length);
        }
    }
}
