package org.rtkit4j.forensics.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One panic of a whole system, with or without the crash of a co-processor in it. Text is escaped.
///
/// @param line the line where the report starts, from 1
/// @param cause why, in the system's words
/// @param machine which machine
/// @param uptime how long it had run
/// @param trace where it stopped
/// @param services what the userspace watchdog looked after
/// @param details further facts by name, as the report has them
/// @param crashes the co-processors' crashes that the report holds; mostly none
public record SystemPanic(
        int line,
        PanicCause cause,
        ReportedMachine machine,
        Uptime uptime,
        PanicTrace trace,
        List<ServiceCheckin> services,
        Map<String, String> details,
        List<CrashReport> crashes) {
    public SystemPanic {
        services = List.copyOf(services);
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        crashes = List.copyOf(crashes);
    }

    /// Returns this panic with the crashes that its report holds.
    public SystemPanic with(List<CrashReport> held) {
        return new SystemPanic(line, cause, machine, uptime, trace, services, details, held);
    }
}
