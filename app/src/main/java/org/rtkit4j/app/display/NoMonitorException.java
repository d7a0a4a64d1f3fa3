package org.rtkit4j.app.display;

/// Something was to be shown, and nothing is plugged in.
final class NoMonitorException extends Exception {
    private static final long serialVersionUID = 1L;

    NoMonitorException() {
        super("display: no monitor is plugged in");
    }
}
