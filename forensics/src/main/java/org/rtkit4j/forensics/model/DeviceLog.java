package org.rtkit4j.forensics.model;

import java.util.List;

/// What a Linux log says of one co-processor besides crashes.
///
/// @param versions protocol versions of its starts, in order
/// @param unknown messages that the kernel could not read, as printed
/// @param problems lines that report a failure
public record DeviceLog(
        Device device,
        List<Integer> versions,
        List<SyslogLine> syslog,
        List<String> unknown,
        List<String> problems,
        int crashes) {
    public DeviceLog {
        versions = List.copyOf(versions);
        syslog = List.copyOf(syslog);
        unknown = List.copyOf(unknown);
        problems = List.copyOf(problems);
    }
}
