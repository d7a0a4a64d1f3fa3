package org.rtkit4j.forensics.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One task of the firmware.
///
/// @param priority the number of the `pri` column, or -1 where the report has none
/// @param stackUsed bytes, or -1
/// @param stackSize bytes, or -1
/// @param status for example `SEMWAIT`, or null
/// @param resource what it waits for; null where the report has no such column
/// @param note the `warning` column, empty mostly
/// @param stack its return addresses; empty for the faulting task, whose stack stands elsewhere
/// @param faulting whether the crash happened in it
public record Task(
        int id,
        String name,
        int priority,
        long stackUsed,
        long stackSize,
        @Nullable String status,
        @Nullable Long resource,
        String note,
        List<StackAddress> stack,
        boolean faulting) {
    public Task {
        stack = List.copyOf(stack);
    }

    /// Returns this task with other return addresses, the innermost call first.
    public Task withStack(List<StackAddress> addresses) {
        return new Task(id, name, priority, stackUsed, stackSize, status, resource, note, addresses, faulting);
    }

    /// Returns this task as the one in which the crash happened.
    public Task asFaulting() {
        return new Task(id, name, priority, stackUsed, stackSize, status, resource, note, stack, true);
    }
}
