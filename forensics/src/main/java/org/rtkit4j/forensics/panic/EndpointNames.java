package org.rtkit4j.forensics.panic;

import org.rtkit4j.forensics.text.Scan;
import org.rtkit4j.wire.message.Endpoints;

/// The names of endpoints in macOS reports.
final class EndpointNames {
    private EndpointNames() {}

    /// Returns the endpoint's number, or -1.
    ///
    /// `syslog`, `ioreporting` and `userNN` were checked against the AP's log, which prints numbers; the other
    /// system endpoints are taken to have the names that we give them.
    static int number(String name) {
        return switch (name) {
            case "management", "mgmt" -> Endpoints.MGMT;
            case "crashlog" -> Endpoints.CRASHLOG;
            case "syslog" -> Endpoints.SYSLOG;
            case "kdebug", "debug" -> Endpoints.KDEBUG;
            case "ioreporting", "ioreport" -> Endpoints.IOREPORT;
            case "oslog" -> Endpoints.OSLOG;
            case "tracekit" -> Endpoints.TRACEKIT;
            default -> user(name);
        };
    }

    private static int user(String name) {
        var scan = new Scan(name);
        if (!scan.take("user") || !scan.decimal() || !scan.atEnd()) {
            return -1;
        }
        long number = scan.value() + Endpoints.FIRST_APP - 1;
        return number >= Endpoints.FIRST_APP && number < Endpoints.COUNT ? (int) number : -1;
    }
}
