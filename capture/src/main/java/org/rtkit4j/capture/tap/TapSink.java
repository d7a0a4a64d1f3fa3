package org.rtkit4j.capture.tap;

import java.nio.ByteBuffer;
import org.rtkit4j.wire.layout.Direction;

/// Takes what a [TapRing] recorded, in order, on the thread that drains it.
public interface TapSink {
    /// Takes a message.
    ///
    /// @param interfaceNumber the ring's, which says which mailbox it was
    /// @param timeNanos by the clock that the mailbox was tapped with
    /// @param direction never `BOTH`
    /// @param msg1 the endpoint in bits 7:0; from the co-processor, as the hardware gave it, with its counters
    void onMessage(int interfaceNumber, long timeNanos, Direction direction, long msg0, long msg1);

    /// Takes a message that carries more than its two words: of a DockChannel, a packet.
    default void onMessage(
            int interfaceNumber, long timeNanos, Direction direction, long msg0, long msg1, ByteBuffer body) {
        onMessage(interfaceNumber, timeNanos, direction, msg0, msg1);
    }

    /// Takes a piece of memory that the message just taken refers to; its other pieces come by themselves.
    default void onSnapshot(int interfaceNumber, Snapshot snapshot) {}

    /// Takes what somebody noted: a change of state, a fault.
    default void onNote(int interfaceNumber, long timeNanos, String note) {}

    /// Learns that the ring was full: so many messages and notes are missing before what comes next.
    default void onGap(int interfaceNumber, long dropped) {}
}
