package org.rtkit4j.app.terminal;

import java.io.PrintWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Prints what our modules log, as long as it is open.
public final class LogPrinter extends Handler implements AutoCloseable {
    private static final Logger OURS = Logger.getLogger("org.rtkit4j");

    private final PrintWriter err;
    private final SimpleFormatter formatter = new SimpleFormatter();

    private LogPrinter(PrintWriter err) {
        this.err = err;
    }

    /// Begins to print; until it is closed, nobody else prints the same.
    public static LogPrinter start(PrintWriter err) {
        var printer = new LogPrinter(err);
        OURS.setLevel(Level.FINE);
        OURS.setUseParentHandlers(false);
        OURS.addHandler(printer);
        return printer;
    }

    @Override
    public void publish(LogRecord message) {
        String name = String.valueOf(message.getLoggerName()).replace("org.rtkit4j.", "");
        err.println("rtkit: %s: %s".formatted(name, Terminal.escape(formatter.formatMessage(message))));
        if (message.getThrown() != null) {
            message.getThrown().printStackTrace(err);
        }
        err.flush();
    }

    @Override
    public void flush() {
        err.flush();
    }

    @Override
    public void close() {
        OURS.removeHandler(this);
        OURS.setUseParentHandlers(true);
        OURS.setLevel(null);
    }
}
