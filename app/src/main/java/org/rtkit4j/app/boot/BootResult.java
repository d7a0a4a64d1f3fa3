package org.rtkit4j.app.boot;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.CrashReport;

/// What a boot showed.
///
/// @param profile the profile's name
/// @param way the way in: `emulator:ans` for example
/// @param protocolVersion the negotiated version
/// @param endpoints what the firmware announced
/// @param apPower the AP's power state once everything ran
/// @param iopPower the co-processor's
/// @param syslog what the firmware logged
/// @param crash the crash that was asked for, or null
/// @param steps what happened when
/// @param wentDown false if it was to be shut down and did not confirm; the steps say why
record BootResult(
        String profile,
        String way,
        int protocolVersion,
        List<Endpoint> endpoints,
        int apPower,
        int iopPower,
        List<SyslogEntry> syslog,
        @Nullable CrashReport crash,
        List<Step> steps,
        boolean wentDown) {
    BootResult {
        endpoints = List.copyOf(endpoints);
        syslog = List.copyOf(syslog);
        steps = List.copyOf(steps);
    }

    /// Returns this result with its end.
    BootResult with(@Nullable CrashReport report, List<Step> all, boolean down) {
        return new BootResult(profile, way, protocolVersion, endpoints, apPower, iopPower, syslog, report, all, down);
    }

    record Endpoint(int id, String name) {}

    record SyslogEntry(String context, String text) {}

    /// Something that happened, and how long after the start of the boot.
    record Step(String name, long micros) {}
}
