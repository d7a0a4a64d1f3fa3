package org.rtkit4j.forensics.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A file of Apple's diagnostics that is no panic: a program crashed, memory ran out, a restart was counted. Text is
/// escaped.
///
/// @param bugType the number that the file gives for its kind; empty where it is known by its words only
/// @param name what that kind is called, or what the file calls itself; empty where neither is known
/// @param subject the program that it names; empty where it names none
/// @param machine which machine
/// @param details further facts by name: `reportTime`, `reason`, `exception`, `faults`, `resets`
public record IncidentReport(
        String bugType, String name, String subject, ReportedMachine machine, Map<String, String> details) {
    public IncidentReport {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
