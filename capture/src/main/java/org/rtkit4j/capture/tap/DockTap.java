package org.rtkit4j.capture.tap;

import java.util.function.LongSupplier;
import org.rtkit4j.wire.layout.Direction;

/// What passes a DockChannel, on its way to a [TapRing]: the bytes of each direction, cut into packets.
///
/// A packet is stamped when its last byte passes. Any thread may call; nothing waits for long, and a packet costs a
/// copy.
public final class DockTap {
    private final LongSupplier clock;
    private final PacketCutter toIop;
    private final PacketCutter toAp;

    /// @param ring of this channel alone
    /// @param clock nanoseconds, that of the mailbox
    public DockTap(TapRing ring, LongSupplier clock) {
        this.clock = clock;
        toIop = new PacketCutter(Direction.AP_TO_IOP, ring);
        toAp = new PacketCutter(Direction.IOP_TO_AP, ring);
    }

    /// Takes bytes that pass.
    ///
    /// @param direction not `BOTH`
    /// @param word the bytes, the first one lowest
    /// @param count how many, at most four
    public synchronized void onBytes(Direction direction, int word, int count) {
        long timeNanos = clock.getAsLong();
        PacketCutter cutter = direction == Direction.AP_TO_IOP ? toIop : toAp;
        for (int i = 0; i < count; i++) {
            cutter.add(word >>> (Byte.SIZE * i), timeNanos);
        }
    }

    /// Hands on what has begun and does not go on: the channel is left, or the firmware has gone.
    public synchronized void flush() {
        long timeNanos = clock.getAsLong();
        toIop.flush(timeNanos);
        toAp.flush(timeNanos);
    }
}
