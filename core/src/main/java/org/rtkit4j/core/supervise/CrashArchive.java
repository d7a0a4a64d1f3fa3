package org.rtkit4j.core.supervise;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
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

    void save(Supervised coprocessor, CrashDump dump) {
        int bytes = dump.sizeBytes();
        if (bytes == 0) {
            coprocessor.onLogLost("the firmware had no buffer for it");
        } else if (waitingBytes.addAndGet(bytes) > MOST_WAITING_BYTES) {
            waitingBytes.addAndGet(-bytes);
            coprocessor.onLogLost("too many wait to be written: bytes=" + waitingBytes.get());
        } else {
            hand(coprocessor, dump);
        }
    }

    private void hand(Supervised coprocessor, CrashDump dump) {
        var now = time.instant();
        try {
            writer.execute(() -> {
                try {
                    coprocessor.onLogSaved(store.save(coprocessor.name(), now, dump.log()));
                } catch (IOException | RuntimeException e) {
                    coprocessor.onLogLost(e.toString());
                } finally {
                    waitingBytes.addAndGet(-dump.sizeBytes());
                }
            });
        } catch (RuntimeException e) {
            // An executor that was shut down refuses.
            waitingBytes.addAndGet(-dump.sizeBytes());
            coprocessor.onLogLost(e.toString());
        }
    }
}
