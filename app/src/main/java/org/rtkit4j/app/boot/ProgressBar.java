package org.rtkit4j.app.boot;

import java.io.PrintWriter;

/// A bar on stderr, where that is a terminal.
final class ProgressBar {
    private static final int WIDTH = 40;

    private final PrintWriter err;
    private final int total;
    private int shown = -1;

    ProgressBar(PrintWriter err, int total) {
        this.err = err;
        this.total = total;
    }

    /// Shows that `done` are done, where that changes what is seen.
    void show(int done) {
        int percent = (int) (100L * done / total);
        if (percent == shown) {
            return;
        }
        shown = percent;
        int filled = WIDTH * percent / 100;
        err.print("\r[%s%s] %d%%, %d of %d "
                .formatted("#".repeat(filled), ".".repeat(WIDTH - filled), percent, done, total));
        err.flush();
    }

    void clear() {
        err.print("\r\u001b[K");
        err.flush();
    }
}
