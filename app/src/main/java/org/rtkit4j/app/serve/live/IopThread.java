package org.rtkit4j.app.serve.live;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;

/// A thread for whoever talks to a co-processor and waits for its answers: told of each start, it works with that one
/// until there is another. Any thread may call the methods.
final class IopThread implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Work work;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private final AtomicReference<@Nullable Iop> next = new AtomicReference<>();
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

    /// Has faults of the work told to `handler`, in place of the one for all threads.
    void onFault(Thread.UncaughtExceptionHandler handler) {
        thread.setUncaughtExceptionHandler(handler);
    }

    /// A co-processor runs, in place of the one before.
    void onRunning(Iop iop) {
        next.set(iop);
        news.release();
    }

    /// The same co-processor once more, unless it has been started again meanwhile.
    void again(Iop iop) {
        next.compareAndSet(null, iop);
        news.release();
    }

    /// Something has changed.
    void wake() {
        news.release();
    }

    /// Returns whether another start waits for its turn.
    boolean hasNext() {
        return next.get() != null;
    }

    /// To be called by the work: waits until something has changed.
    void awaitNews() throws InterruptedException {
        news.acquire();
        news.drainPermits();
    }

    /// To be called by the work: waits until something has changed, or so long.
    void awaitNews(long millis) throws InterruptedException {
        if (news.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    private void run() {
        try {
            while (!isClosed) {
                news.acquire();
                Iop iop = next.getAndSet(null);
                if (iop != null) {
                    workWith(iop);
                    // What woke the work may have been the next start.
                    news.release();
                }
            }
        } catch (InterruptedException _) {
            // It is closed.
        }
    }

    // A fault of the work is told as any thread's, and the next start finds the thread alive.
    private void workWith(Iop iop) throws InterruptedException {
        try {
            work.with(iop);
        } catch (RuntimeException e) {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
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
