package org.rtkit4j.forensics.model;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What was found in one file.
///
/// @param name as given by the caller
/// @param panics of whole systems, in the order of the file, each with the crashes that it holds
/// @param crashes of co-processors outside of those panics, in the order of the file
/// @param incidents files of Apple's diagnostics that are no panics; mostly none
/// @param log what a Linux log says besides crashes
/// @param warnings on the file as a whole; those on one crash stand in its report
/// @param reason where no co-processor crashed: why that is so, in a sentence without a full stop; else empty
public record ReportFile(
        String name,
        List<SystemPanic> panics,
        List<CrashReport> crashes,
        List<IncidentReport> incidents,
        KernelLog log,
        List<Warning> warnings,
        String reason) {
    public ReportFile {
        panics = List.copyOf(panics);
        crashes = List.copyOf(crashes);
        incidents = List.copyOf(incidents);
        warnings = List.copyOf(warnings);
    }

    /// A file with one crash of a co-processor and nothing else.
    public static ReportFile of(String name, CrashReport crash) {
        return new ReportFile(name, List.of(), List.of(crash), List.of(), KernelLog.NONE, List.of(), "");
    }

    /// A file with neither a crash nor a panic.
    public static ReportFile none(String name, String reason) {
        return new ReportFile(name, List.of(), List.of(), List.of(), KernelLog.NONE, List.of(), reason);
    }

    /// Returns this file with each of its crashes changed.
    public ReportFile withEach(UnaryOperator<CrashReport> change) {
        List<SystemPanic> changed = panics.stream()
                .map(panic -> panic.with(panic.crashes().stream().map(change).toList()))
                .toList();
        return new ReportFile(name, changed, crashes.stream().map(change).toList(), incidents, log, warnings, reason);
    }

    /// Returns every crash of a co-processor, those in panics first.
    public List<CrashReport> reports() {
        return Stream.concat(panics.stream().flatMap(panic -> panic.crashes().stream()), crashes.stream())
                .toList();
    }

    /// Returns the panics that hold no crash of a co-processor.
    public List<SystemPanic> panicsWithoutCrash() {
        return panics.stream().filter(panic -> panic.crashes().isEmpty()).toList();
    }

    /// Returns whether the file says what stopped: a crash, or a panic of the whole system.
    public boolean isAnswered() {
        return !panics.isEmpty() || !crashes.isEmpty();
    }

    /// Returns whether there is anything to explain: a crash, a panic, an incident that is neither, or lines of a
    /// log that speak of co-processors.
    public boolean isRecognised() {
        return isAnswered() || !incidents.isEmpty() || !log.isEmpty();
    }
}
