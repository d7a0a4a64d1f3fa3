package org.rtkit4j.forensics.model;

import java.util.List;

/// What a panic report says of where the system stopped.
///
/// @param initiator whom the report names as the initiator; empty where it names none
/// @param task the panicked task: `pid 0: kernel_task`; empty where the report has none
/// @param extensions kernel extensions in the backtrace, in its order, without those that they depend on. That one
///     stands there does not say that the hardware it drives is broken
public record PanicTrace(String initiator, String task, List<String> extensions) {
    public PanicTrace {
        extensions = List.copyOf(extensions);
    }
}
