package org.rtkit4j.capture.tap;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Direction;

/// Copies the memory that a message refers to. Asked on the thread that uses the mailbox: it must not block.
@FunctionalInterface
public interface SnapshotSource {
    /// Copies nothing.
    SnapshotSource NONE = (_, _, _) -> null;

    /// Returns a copy, or null where the message refers to nothing.
    @Nullable
    Snapshot of(Direction direction, long msg0, long msg1);
}
