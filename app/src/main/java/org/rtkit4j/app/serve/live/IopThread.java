package org.rtkit4j.app.serve.live;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;

/// A thread for whoever talks to a co-processor and waits for its answers: told of each start, it works with that one
/// until there is another. Any thread may call the methods.
final class IopThread implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Work work;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private volatile @Nullable Iop next;
    private volatile boolean isClosed;

    /// What is done with a co-processor that runs; it looks at [#hasNext] whenever [#awaitNews] returns.
    interface Work {
        void with(Iop iop) throws InterruptedException;
    }

    IopThread(String name, Work work) {
        this.work = work;
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// A co-processor runs, in place of the one before.
    void onRunning(Iop iop) {
        next = iop;
        news.release();
    }

    /// Something has changed.
    void wake() {
        news.release();
    }

    /// Returns whether another start waits for its turn.
    boolean hasNext() {
        return next != null;
    }

    /// To be called by the work: waits until something has changed.
    void awaitNews() throws InterruptedException {
        news.acquire();
        news.drainPermits();
    }

    private void run() {
        try {
            while (!isClosed) {
                news.acquire();
                Iop iop = next;
                if (iop != null) {
                    next = null;
                    work.with(iop);
                    // What woke the work may have been the next start.
                    news.release();
                }
            }
        } catch (InterruptedException _) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
