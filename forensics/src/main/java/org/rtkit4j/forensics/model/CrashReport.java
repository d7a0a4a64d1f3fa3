package org.rtkit4j.forensics.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.wire.message.EndpointSpeech;

/// One crash of one co-processor, whatever form its report had. Text is escaped: printable ASCII and line feeds.
///
/// @param line the line where the report starts; 0 in a binary log
/// @param origin who crashed
/// @param site how it stopped, when, and where in its code
/// @param tasks of the firmware
/// @param logs what was said on the mailboxes
/// @param pages what the report tells of the co-processor's memory
/// @param sections parts whose meaning is not known
/// @param syslog what the firmware logged before the crash (Linux)
/// @param details further facts by name: operating system, sleep counts, panicking processor
public record CrashReport(
        Format format,
        int line,
        CrashOrigin origin,
        CrashSite site,
        List<Task> tasks,
        MailboxLogs logs,
        MemoryPages pages,
        List<Section> sections,
        List<SyslogLine> syslog,
        Map<String, String> details,
        List<Warning> warnings) {
    /// The detail that counts rows of mailbox logs which could not be read: what they hold is missing from the logs.
    public static final String TORN_ROWS = "tornRows";

    public CrashReport {
        tasks = List.copyOf(tasks);
        sections = List.copyOf(sections);
        syslog = List.copyOf(syslog);
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        warnings = List.copyOf(warnings);
    }

    /// Returns this report with other warnings.
    public CrashReport with(List<Warning> otherWarnings) {
        return new CrashReport(
                format, line, origin, site, tasks, logs, pages, sections, syslog, details, otherWarnings);
    }

    /// Returns this report, its messages to be read with what somebody has told of the co-processor's endpoints.
    public CrashReport told(Map<Integer, EndpointSpeech> ofEndpoints) {
        return new CrashReport(
                format, line, origin, site, tasks, logs.told(ofEndpoints), pages, sections, syslog, details, warnings);
    }

    /// Returns this report with more details; those that it has already stay as they are.
    public CrashReport withDetails(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(details);
        more.forEach(all::putIfAbsent);
        return new CrashReport(format, line, origin, site, tasks, logs, pages, sections, syslog, all, warnings);
    }
}
