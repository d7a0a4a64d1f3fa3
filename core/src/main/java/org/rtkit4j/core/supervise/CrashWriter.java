package org.rtkit4j.core.supervise;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// One thread for the crash logs of everybody, which exists only while there are some to write: a disk that is slow,
/// or gone, must not hold up the loop.
final class CrashWriter implements Executor {
    private static final long IDLE_SECONDS = 1;

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), CrashWriter::thread);

    CrashWriter() {
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable work) {
        executor.execute(work);
    }

    // Not a daemon: a log that was captured is still written when the program ends.
    private static Thread thread(Runnable work) {
        return Thread.ofPlatform().name("rtkit-crash-writer").unstarted(work);
    }
}
