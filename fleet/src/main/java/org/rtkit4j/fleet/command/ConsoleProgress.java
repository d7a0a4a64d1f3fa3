package org.rtkit4j.fleet.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.rtkit4j.fleet.job.RunProgress;

/// A line on stderr that says how far a run is, where that is a terminal; elsewhere a line for each batch.
final class ConsoleProgress implements RunProgress {
    private static final long REDRAWN_MILLIS = 500;

    private final PrintWriter err;
    private final boolean isTerminal;
    private final long startNanos = System.nanoTime();

    ConsoleProgress(PrintWriter err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
    }

    @Override
    public Shown show(LongSupplier done, long all) {
        if (!isTerminal) {
            return () -> err.println("rtkit: " + line(done.getAsLong(), all));
        }
        Thread painter = Thread.ofPlatform().daemon().start(() -> paint(done, all));
        return () -> {
            painter.interrupt();
            join(painter);
            err.print("\r\u001b[K");
            err.flush();
        };
    }

    @Override
    public void waiting(long inputs) {
        if (inputs > 0) {
            err.println("rtkit: %d %s not read yet: the table unreadable says why, the next run tries again"
                    .formatted(inputs, inputs == 1 ? "file is" : "files are"));
        }
    }

    private void paint(LongSupplier done, long all) {
        try {
            while (true) {
                err.print("\r" + line(done.getAsLong(), all) + " ");
                err.flush();
                Thread.sleep(REDRAWN_MILLIS);
            }
        } catch (InterruptedException _) {
            // It is over.
        }
    }

    private static void join(Thread painter) {
        try {
            painter.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String line(long done, long all) {
        long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
        return "%d of %d files, %d s".formatted(Math.min(done, all), all, seconds);
    }
}
