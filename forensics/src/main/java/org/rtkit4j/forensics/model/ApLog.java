package org.rtkit4j.forensics.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The mailbox log that macOS keeps on its own side, with the AP's clock.
///
/// @param state `_iopStatus` and its like: names and values as printed
/// @param rows in rising time order, interrupts among them
/// @param rotatedBy how many rows stood before the ring's oldest one in the report
public record ApLog(Map<String, String> state, List<MailboxRow> rows, int rotatedBy) {
    public ApLog {
        state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
        rows = List.copyOf(rows);
    }
}
