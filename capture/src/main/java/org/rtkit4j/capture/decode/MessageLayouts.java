package org.rtkit4j.capture.decode;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.Vocabulary;

/// Reads the messages of one mailbox, in their order: what some of them mean depends on what was said before.
///
/// The first crashlog message asks for a buffer, a later one with an address tells of a crash; the answer to
/// SMC_INITIALIZE is an address and no result. Allocates nothing.
public final class MessageLayouts {
    private Vocabulary vocabulary = Vocabulary.GENERIC;
    private LayoutTable table = LayoutTable.of(Vocabulary.GENERIC);
    private boolean hasCrashlogBuffer;
    private boolean awaitsSharedMemory;

    /// Returns the layout of the next message, or null where none is known.
    ///
    /// @param direction who sent it; `BOTH` where that is not known
    public @Nullable Layout next(Vocabulary spoken, Direction direction, int endpoint, long msg0) {
        if (spoken != vocabulary) {
            vocabulary = spoken;
            table = LayoutTable.of(spoken);
        }
        Layout layout = table.find(direction, endpoint, msg0);
        return endpoint <= Endpoints.CRASHLOG || endpoint == Endpoints.FIRST_APP
                ? inContext(layout, direction, msg0)
                : layout;
    }

    private @Nullable Layout inContext(@Nullable Layout layout, Direction direction, long msg0) {
        if (layout == Mgmt.Hello.LAYOUT) {
            hasCrashlogBuffer = false;
            awaitsSharedMemory = false;
        } else if (layout == Crashlog.BUFFER) {
            return crashlog(direction, msg0);
        } else if (layout == SmcMsg.INITIALIZE) {
            awaitsSharedMemory = true;
        } else if (awaitsSharedMemory && (layout == SmcMsg.ANSWER || layout == SmcMsg.NOTIFICATION)) {
            awaitsSharedMemory = false;
            return SmcMsg.SHARED_MEMORY;
        }
        return layout;
    }

    private Layout crashlog(Direction direction, long msg0) {
        boolean hasAddress = SharedBufferMsg.ADDRESS.get(msg0) != 0;
        boolean isCrash = hasCrashlogBuffer && hasAddress && direction == Direction.IOP_TO_AP;
        hasCrashlogBuffer |= hasAddress;
        return isCrash ? Crashlog.CRASHED : Crashlog.BUFFER;
    }
}
