package org.rtkit4j.app.serve.live;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.tap.TapSink;
import org.rtkit4j.wire.layout.Direction;

/// Takes messages from the rings of all mailboxes to where they are kept, on a thread of its own.
///
/// It looks every few milliseconds, so that a talking end never has to wake it. A message that cannot be kept, for
/// want of memory for example, is lost and counted like one that came too fast, and the next one is taken: the
/// rings are emptied whatever happens, since others wait for that.
final class Recorder implements AutoCloseable {
    private static final int BUDGET = 1 << 12;
    private static final long LOOK_MILLIS = 2;
    private static final long TELL_NANOS = 1_000_000_000L;

    private final List<Source> sources;
    private final TapSink sink;
    private final Log log;
    private final Pulse pulse;
    private final long startNanos;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("rtkit-recorder").unstarted(this::run);
    private volatile boolean closed;

    /// @param sink where messages are kept; may throw
    Recorder(List<Unit> units, TapSink sink, Log log, Pulse pulse, long startNanos) {
        this.sources = units.stream().map(Source::new).toList();
        this.sink = sink;
        this.log = log;
        this.pulse = pulse;
        this.startNanos = startNanos;
    }

    Recorder start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!closed) {
                if (takeAll() > 0) {
                    pulse.beat();
                } else {
                    Thread.sleep(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private int takeAll() {
        int taken = 0;
        for (Source source : sources) {
            taken += source.take();
            source.tellLosses(System.nanoTime() - startNanos);
        }
        return taken;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    /// One mailbox, and what was lost of it.
    private final class Source implements TapSink {
        private final Unit unit;
        private long lost;
        private @Nullable String why;
        private long toldNanos = -TELL_NANOS;

        Source(Unit unit) {
            this.unit = unit;
        }

        int take() {
            return unit.ring().drain(this, BUDGET);
        }

        @Override
        public void onMessage(int number, long timeNanos, Direction direction, long msg0, long msg1) {
            unit.recorded.incrementAndGet();
            try {
                sink.onMessage(number, timeNanos, direction, msg0, msg1);
            } catch (RuntimeException | OutOfMemoryError e) {
                lost(number, 1, e.toString());
            }
        }

        @Override
        public void onGap(int number, long dropped) {
            lost(number, dropped, null);
        }

        private void lost(int number, long count, @Nullable String reason) {
            lost += count;
            why = reason == null ? why : reason;
            sink.onGap(number, count);
        }

        // At most one line a second: a flood must not drive everything else out of the log.
        void tellLosses(long nowNanos) {
            if (lost > 0 && nowNanos - toldNanos >= TELL_NANOS) {
                String how =
                        why == null ? "messages came faster than they could be kept" : "messages could not be kept";
                log.add(nowNanos, unit.index(), "gap", "", how + ": lost=" + lost + (why == null ? "" : ", " + why));
                lost = 0;
                why = null;
                toldNanos = nowNanos;
            }
        }
    }
}
