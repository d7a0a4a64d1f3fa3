package org.rtkit4j.app.explain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.ReportDate;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportedMachine;
import org.rtkit4j.forensics.model.SystemPanic;

/// When a report was made, on what machine and system, and how long that had run.
///
/// @param when null where nothing tells
/// @param model identifier and name, or the chip; empty where the report does not say
/// @param system with its build; empty where the report does not say
/// @param secondsSinceBoot -1 where the report does not say
record CrashMoment(@Nullable Instant when, String model, String system, long secondsSinceBoot) {
    static CrashMoment of(String path, SystemPanic panic) {
        ReportedMachine machine = panic.machine();
        Long uptime = panic.uptime().sinceBoot();
        return new CrashMoment(
                ReportDate.of(path, panic.details()),
                machine.model().isEmpty()
                        ? named(machine.chip(), machine.chipName())
                        : named(machine.model(), machine.modelName()),
                machine.system(),
                uptime == null ? -1 : uptime);
    }

    static CrashMoment of(String path, CrashReport report) {
        Map<String, String> details = report.details();
        String model = named(of(details, "model"), of(details, "modelName"));
        String uptime = details.getOrDefault("secondsSinceBoot", "-1");
        String system = of(details, "system");
        return new CrashMoment(
                ReportDate.of(path, details),
                model.isEmpty() ? named(of(details, "chip"), of(details, "chipName")) : model,
                system.isEmpty() ? of(details, "osVersion") : system,
                Long.parseLong(uptime));
    }

    private static String of(Map<String, String> details, String name) {
        return details.getOrDefault(name, "");
    }

    private static String named(String identifier, String name) {
        return name.isEmpty() ? identifier : identifier + " (" + name + ")";
    }

    /// Returns date, machine and system for a line of a list; empty where nothing of it is known.
    String shown() {
        String date = when == null ? "" : ReportDate.shown(when);
        String where = system.isEmpty() ? model : model.isEmpty() ? system : model + ", " + system;
        return date.isEmpty() || where.isEmpty() ? date + where : date + "  " + where;
    }
}
