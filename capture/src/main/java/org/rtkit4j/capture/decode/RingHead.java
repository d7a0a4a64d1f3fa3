package org.rtkit4j.capture.decode;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Afk;

/// What stands before the data of an AFK ring, as it was when a message named the ring.
final class RingHead {
    private RingHead() {}

    /// Returns whether a message is followed by a ring's head.
    static boolean follows(@Nullable Layout layout) {
        return layout == Afk.INIT_TX || layout == Afk.INIT_RX || layout == Afk.TX_ADDRESS || layout == Afk.RX_ADDRESS;
    }

    /// Returns it as a line.
    static String of(ByteBuffer memory) {
        int stride = memory.remaining() / AfkRing.BLOCKS;
        if (stride < Integer.BYTES) {
            return "%d bytes of a ring".formatted(memory.remaining());
        }
        MemorySegment head = MemorySegment.ofBuffer(memory.duplicate());
        return "ring of 0x%x bytes in blocks of 0x%x: reader=0x%x, writer=0x%x"
                .formatted(
                        AfkRing.DATA_BYTES.get(head, 0),
                        stride,
                        AfkRing.POINTER.get(head, stride),
                        AfkRing.POINTER.get(head, 2L * stride));
    }
}
