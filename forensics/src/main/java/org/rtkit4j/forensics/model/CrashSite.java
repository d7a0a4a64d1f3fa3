package org.rtkit4j.forensics.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a firmware stopped, when, and where in its code.
///
/// @param kind how it stopped
/// @param reason the firmware's own message; empty where it left none
/// @param time the co-processor's counter at the crash, or null
/// @param task the task that was running, or null
/// @param callStack of that task, the innermost call first
/// @param registers at the exception, or null
/// @param asyncErrors error registers of the core by name
public record CrashSite(
        CrashKind kind,
        String reason,
        @Nullable Long time,
        @Nullable TaskRef task,
        List<StackAddress> callStack,
        @Nullable RegisterDump registers,
        Map<String, Long> asyncErrors) {
    public CrashSite {
        callStack = List.copyOf(callStack);
        asyncErrors = Collections.unmodifiableMap(new LinkedHashMap<>(asyncErrors));
    }
}
