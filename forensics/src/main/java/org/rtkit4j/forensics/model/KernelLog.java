package org.rtkit4j.forensics.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a Linux kernel log, or a file that holds one, says besides crashes.
///
/// @param devices what each co-processor and its driver said
/// @param verdicts lines in which drivers gave up, the most decisive first
/// @param system the machine and its versions by name: `model`, `kernel`, `system firmware`...; what the log does not
///     say is missing
public record KernelLog(List<DeviceLog> devices, List<DriverVerdict> verdicts, Map<String, String> system) {
    /// A file that is no such log.
    public static final KernelLog NONE = new KernelLog(List.of(), List.of(), Map.of());

    public KernelLog {
        devices = List.copyOf(devices);
        verdicts = List.copyOf(verdicts);
        system = Collections.unmodifiableMap(new LinkedHashMap<>(system));
    }

    /// Returns whether it says nothing.
    public boolean isEmpty() {
        return devices.isEmpty() && verdicts.isEmpty() && system.isEmpty();
    }
}
