package org.rtkit4j.wire.message;

import org.rtkit4j.wire.layout.FieldType;

/// Endpoint numbers: 0x00 to 0x1f belong to the system, 0x20 to 0xff to applications.
///
/// Source: linux `rtkit.c`, `enum` of endpoints; m1n1 `proxyclient/m1n1/fw/asc`.
public final class Endpoints {
    /// Management: always on, never started.
    public static final int MGMT = 0x00;
    public static final int CRASHLOG = 0x01;
    public static final int SYSLOG = 0x02;
    public static final int KDEBUG = 0x03;
    public static final int IOREPORT = 0x04;
    public static final int OSLOG = 0x08;
    public static final int TRACEKIT = 0x0a;
    /// The first endpoint that belongs to the consumer.
    public static final int FIRST_APP = 0x20;
    /// How many endpoints there can be: the map has eight pages of 32.
    public static final int COUNT = 0x100;

    /// How a field holding an endpoint number is printed.
    public static final FieldType TYPE = new FieldType("endpoint", value -> describe((int) value));

    private Endpoints() {}

    /// Returns the endpoint's short name: `syslog`, or Apple's `user01` and up for application endpoints.
    public static String name(int endpoint) {
        return switch (endpoint) {
            case MGMT -> "mgmt";
            case CRASHLOG -> "crashlog";
            case SYSLOG -> "syslog";
            case KDEBUG -> "kdebug";
            case IOREPORT -> "ioreport";
            case OSLOG -> "oslog";
            case TRACEKIT -> "tracekit";
            default -> endpoint < FIRST_APP ? "system" + endpoint : String.format("user%02d", endpoint - FIRST_APP + 1);
        };
    }

    /// Returns whether the endpoint is one of the system's that an AP starts while it boots.
    public static boolean isKnownSystem(int endpoint) {
        return switch (endpoint) {
            case CRASHLOG, SYSLOG, KDEBUG, IOREPORT, OSLOG, TRACEKIT -> true;
            default -> false;
        };
    }

    /// Returns number and name, for example `0x02 syslog`.
    public static String describe(int endpoint) {
        return String.format("0x%02x %s", endpoint, name(endpoint));
    }
}
