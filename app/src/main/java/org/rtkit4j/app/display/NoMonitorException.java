package org.rtkit4j.app.display;

/// Something was to be shown, and there is no monitor that could.
final class NoMonitorException extends Exception {
    private static final long serialVersionUID = 1L;

    NoMonitorException() {
        super("display: no monitor is plugged in");
    }

    private NoMonitorException(String message) {
        super(message);
    }

    /// Of one that is there, and of whose modes none makes sense.
    static NoMonitorException withoutModes() {
        return new NoMonitorException(
                "display: a monitor is there, and the firmware tells of no mode that it could show");
    }

    /// Of a port whose lines nobody has switched on.
    static NoMonitorException behindPort() {
        return new NoMonitorException("display: no monitor is found: the lines of a port are the AP's to switch on,"
                + " say where they lead: --port CORE:PORT:DIE");
    }
}
