package org.rtkit4j.forensics.model;

import java.util.List;

/// What was found in one file.
///
/// @param name as given by the caller
/// @param reports the crashes, in the order of the file
/// @param devices what a Linux log says besides crashes
/// @param warnings on the file as a whole; those on one crash stand in its report
/// @param reason where `reports` is empty: why, in a sentence without a full stop; else empty
public record ReportFile(
        String name, List<CrashReport> reports, List<DeviceLog> devices, List<Warning> warnings, String reason) {
    public ReportFile {
        reports = List.copyOf(reports);
        devices = List.copyOf(devices);
        warnings = List.copyOf(warnings);
    }

    /// A file without a crash.
    public static ReportFile none(String name, String reason) {
        return new ReportFile(name, List.of(), List.of(), List.of(), reason);
    }

    /// Returns whether the file holds RTKit material, with or without a crash.
    public boolean isRecognised() {
        return !reports.isEmpty() || !devices.isEmpty();
    }
}
