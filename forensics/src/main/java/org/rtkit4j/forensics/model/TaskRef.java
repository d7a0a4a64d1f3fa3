package org.rtkit4j.forensics.model;

import org.jspecify.annotations.Nullable;

/// The task that was running when the firmware crashed.
///
/// @param id its number, or -1 where the report gives none
public record TaskRef(int id, @Nullable String name) {
    @Override
    public String toString() {
        return (name == null ? "task" : name) + (id < 0 ? "" : "(" + id + ")");
    }
}
