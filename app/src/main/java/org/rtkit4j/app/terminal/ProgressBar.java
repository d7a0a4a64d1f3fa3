package org.rtkit4j.app.terminal;

import java.io.PrintWriter;

/// A bar on stderr, where that is a terminal.
public final class ProgressBar {
    private static final int WIDTH = 40;

    private final PrintWriter err;
    private final int total;
    private int shown = -1;

    public ProgressBar(PrintWriter err, int total) {
        this.err = err;
        this.total = total;
    }

    /// Shows that `done` are done, where that changes what is seen.
    public void show(int done) {
        int percent = (int) (100L * done / Math.max(1, total));
        if (percent == shown) {
            return;
        }
        shown = percent;
        int filled = WIDTH * percent / 100;
        err.print("\r[%s%s] %d%%, %d of %d "
                .formatted("#".repeat(filled), ".".repeat(WIDTH - filled), percent, done, total));
        err.flush();
    }

    /// Takes the bar off the screen.
    public void clear() {
        err.print("\r\u001b[K");
        err.flush();
    }
}
