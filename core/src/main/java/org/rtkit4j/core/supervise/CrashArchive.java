package org.rtkit4j.core.supervise;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.rtkit4j.core.session.CrashDump;

/// Hands crash logs over to the store, off the loop's thread; a bounded number of bytes waits.
final class CrashArchive {
    /// Beyond this many bytes a log is lost rather than kept waiting, while the disk does not keep up.
    static final long MOST_WAITING_BYTES = 64L << 20;

    private final CrashStore store;
    private final Executor writer;
    private final InstantSource time;
    private final AtomicLong waitingBytes = new AtomicLong();

    CrashArchive(CrashStore store, Executor writer, InstantSource time) {
        this.store = store;
        this.writer = writer;
        this.time = time;
    }

    /// Has a log kept.
    ///
    /// @param outcome told what has become of it, perhaps on the writer's thread
    void save(String coprocessor, CrashDump dump, Consumer<Report> outcome) {
        int bytes = dump.sizeBytes();
        if (bytes == 0) {
            outcome.accept(new Report.CrashLogLost("the firmware had no buffer for it", null));
        } else if (waitingBytes.addAndGet(bytes) > MOST_WAITING_BYTES) {
            waitingBytes.addAndGet(-bytes);
            outcome.accept(new Report.CrashLogLost("too many wait to be written: bytes=" + waitingBytes.get(), null));
        } else {
            hand(coprocessor, dump, outcome);
        }
    }

    private void hand(String coprocessor, CrashDump dump, Consumer<Report> outcome) {
        var now = time.instant();
        try {
            writer.execute(() -> {
                try {
                    outcome.accept(write(coprocessor, now, dump));
                } finally {
                    waitingBytes.addAndGet(-dump.sizeBytes());
                }
            });
        } catch (RuntimeException e) {
            // An executor that was shut down refuses.
            waitingBytes.addAndGet(-dump.sizeBytes());
            outcome.accept(Report.CrashLogLost.by(e));
        }
    }

    private Report write(String coprocessor, Instant time, CrashDump dump) {
        try {
            return new Report.CrashLogSaved(store.save(coprocessor, time, dump.log()));
        } catch (IOException | RuntimeException e) {
            return Report.CrashLogLost.by(e);
        }
    }
}
