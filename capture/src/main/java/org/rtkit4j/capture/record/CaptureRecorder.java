package org.rtkit4j.capture.record;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.capture.tap.Snapshot;
import org.rtkit4j.capture.tap.TapRing;
import org.rtkit4j.capture.tap.TapSink;
import org.rtkit4j.wire.capture.ChannelName;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Takes what rings recorded to a file, on a thread of its own: a talking end never waits for the disk.
///
/// What has been said is in the file a millisecond or two later, in whole blocks; a process that is killed leaves a
/// file that can be read. Where the file cannot be written, recording ends, the rings are emptied all the same, and
/// [#close] says why. Any thread may call the methods.
public final class CaptureRecorder implements Closeable {
    private static final int BUDGET = 1 << 14;
    private static final int MANY = 1 << 12;
    private static final int RING_MESSAGES = 1 << 16;
    private static final long IDLE_NANOS = 1_000_000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final CaptureWriter writer;
    private final LongSupplier clock;
    private final long epochNanos;
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private @Nullable Thread thread;
    private volatile boolean closing;
    private @Nullable IOException failure;
    private boolean closed;

    /// Makes a recorder that writes when it is asked to, by [#pump] or [#start].
    ///
    /// @param clock of the taps, in nanoseconds
    /// @param epochNanos what to add to it to get the time since 1970
    public CaptureRecorder(CaptureWriter writer, LongSupplier clock, long epochNanos) {
        this.writer = writer;
        this.clock = clock;
        this.epochNanos = epochNanos;
    }

    /// Describes a mailbox and returns a ring to tap it with, of 65,536 messages.
    ///
    /// @param name of the co-processor
    public TapRing add(String name, String description) throws IOException {
        return add(name, description, RING_MESSAGES);
    }

    /// Describes a mailbox and returns the ring to tap it with.
    ///
    /// @param name of the co-processor
    /// @param capacity of the ring, in messages
    public synchronized TapRing add(String name, String description, int capacity) throws IOException {
        int number = writer.addInterface(name, description);
        var ring = new TapRing(number, capacity);
        channels.add(new Channel(ring, ChannelName.vocabulary(name), clock.getAsLong()));
        return ring;
    }

    /// Writes on a thread of its own until the recorder is closed.
    public synchronized CaptureRecorder start() {
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("rtkit-capture").start(this::run);
        }
        return this;
    }

    /// Writes what the rings hold now.
    ///
    /// @return how many messages and notes
    public synchronized int pump() {
        int taken = 0;
        for (Channel channel : channels) {
            taken += drain(channel);
        }
        return taken;
    }

    /// Writes the rest and the statistics, and closes the file. Idempotent.
    ///
    /// @throws IOException if anything since the start could not be written
    @Override
    public void close() throws IOException {
        closing = true;
        Thread running = thread;
        if (running != null) {
            LockSupport.unpark(running);
            joined(running);
        }
        finish();
    }

    private synchronized void finish() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (writer) {
            boolean more = true;
            while (more) {
                more = pump() > 0;
            }
            for (Channel channel : channels) {
                channel.count();
            }
        } catch (IOException e) {
            failed(e);
        }
        if (failure != null) {
            throw failure;
        }
    }

    // Many at a time: a thread that took each message as it comes would have the one that talks fetch the ring's words
    // from another core for every one of them.
    private void run() {
        boolean isDirty = false;
        while (!closing) {
            int taken = pump();
            isDirty |= taken > 0;
            if (taken < MANY) {
                if (isDirty) {
                    flush();
                    isDirty = false;
                }
                LockSupport.parkNanos(this, IDLE_NANOS);
            }
        }
    }

    private synchronized void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            failed(e);
        }
    }

    private int drain(Channel channel) {
        try {
            return channel.ring.drain(failure == null ? channel : Silence.SINK, BUDGET);
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            failed(cause == null ? new IOException(e) : cause);
            return 1;
        }
    }

    private void failed(IOException e) {
        failure = failure == null ? e : failure;
    }

    private static void joined(Thread running) {
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Where messages go that cannot be written any more.
    private static final class Silence {
        static final TapSink SINK = (_, _, _, _, _) -> {};

        private Silence() {}
    }

    /// One mailbox on its way to the file.
    private final class Channel implements TapSink {
        private final TapRing ring;
        private final Vocabulary vocabulary;
        private final long startNanos;
        private long gap;
        private long lastNanos;
        private Direction lastDirection = Direction.BOTH;
        private long lastMsg1;

        Channel(TapRing ring, Vocabulary vocabulary, long startNanos) {
            this.ring = ring;
            this.vocabulary = vocabulary;
            this.startNanos = startNanos;
            this.lastNanos = startNanos;
        }

        void count() throws IOException {
            long received = ring.recorded() + ring.dropped();
            writer.statistics(
                    ring.interfaceNumber(),
                    startNanos + epochNanos,
                    clock.getAsLong() + epochNanos,
                    received,
                    ring.dropped());
        }

        @Override
        public void onMessage(int number, long timeNanos, Direction direction, long msg0, long msg1) {
            onMessage(number, timeNanos, direction, msg0, msg1, NOTHING);
        }

        @Override
        public void onMessage(int number, long timeNanos, Direction direction, long msg0, long msg1, ByteBuffer body) {
            lastNanos = timeNanos;
            lastDirection = direction;
            lastMsg1 = msg1;
            long dropped = gap;
            gap = 0;
            try {
                writer.message(number, timeNanos + epochNanos, direction, vocabulary, msg0, msg1, dropped, body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void onSnapshot(int number, Snapshot snapshot) {
            try {
                writer.memory(
                        number,
                        lastNanos + epochNanos,
                        lastDirection,
                        vocabulary,
                        snapshot.iova(),
                        lastMsg1,
                        snapshot.bytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void onNote(int number, long timeNanos, String note) {
            try {
                writer.note(number, timeNanos + epochNanos, vocabulary, note);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void onGap(int number, long dropped) {
            gap += dropped;
        }
    }
}
