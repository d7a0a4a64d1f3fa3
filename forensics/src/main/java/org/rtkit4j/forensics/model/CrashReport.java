package org.rtkit4j.forensics.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One crash of one co-processor, whatever form its report had. Text is escaped: printable ASCII and line feeds.
///
/// @param coprocessor its name: `DCP`, `SMC`, `ANS`; `unknown` where the report does not say
/// @param device the Linux device, or null
/// @param kind how it stopped
/// @param reason the firmware's own message; empty where there is none
/// @param time the co-processor's counter at the crash
/// @param aslrSlide what the loader added to the firmware's addresses
/// @param callStack of the faulting task, the innermost call first
/// @param asyncErrors error registers of the core by name
/// @param mappings pages of the co-processor's memory
/// @param unmapped ranges that the core dump had to leave out
/// @param sections parts whose meaning is not known
/// @param syslog what the firmware logged before the crash (Linux)
/// @param details further facts by name: operating system, sleep counts, panicking processor
/// @param line the line or, in a binary log, 0 where the report starts
public record CrashReport(
        Format format,
        String coprocessor,
        @Nullable Device device,
        CrashKind kind,
        String reason,
        Firmware firmware,
        @Nullable Long time,
        @Nullable Long aslrSlide,
        @Nullable TaskRef faultingTask,
        List<StackAddress> callStack,
        @Nullable RegisterDump registers,
        Map<String, Long> asyncErrors,
        List<Task> tasks,
        List<MailboxLog> mailboxes,
        @Nullable ApLog apLog,
        List<MappedPage> mappings,
        List<AddressRange> unmapped,
        List<Section> sections,
        List<SyslogLine> syslog,
        Map<String, String> details,
        List<Warning> warnings,
        int line) {
    /// The detail that counts rows of mailbox logs which could not be read: what they hold is missing from the logs.
    public static final String TORN_ROWS = "tornRows";

    public CrashReport {
        callStack = List.copyOf(callStack);
        asyncErrors = Collections.unmodifiableMap(new LinkedHashMap<>(asyncErrors));
        tasks = List.copyOf(tasks);
        mailboxes = List.copyOf(mailboxes);
        mappings = List.copyOf(mappings);
        unmapped = List.copyOf(unmapped);
        sections = List.copyOf(sections);
        syslog = List.copyOf(syslog);
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        warnings = List.copyOf(warnings);
    }

    /// Returns this report with other warnings.
    public CrashReport with(List<Warning> otherWarnings) {
        return new CrashReport(
                format,
                coprocessor,
                device,
                kind,
                reason,
                firmware,
                time,
                aslrSlide,
                faultingTask,
                callStack,
                registers,
                asyncErrors,
                tasks,
                mailboxes,
                apLog,
                mappings,
                unmapped,
                sections,
                syslog,
                details,
                otherWarnings,
                line);
    }
}
