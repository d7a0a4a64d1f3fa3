package org.rtkit4j.capture.tap;

import java.util.function.LongSupplier;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.NvmeDoorbell;
import org.rtkit4j.wire.port.Registers;

/// The registers of a storage controller whose doorbells are recorded in a [TapRing]. Otherwise they
/// behave as the registers inside do.
///
/// A doorbell is stamped before it rings and recorded afterwards. One thread at a time rings, which is the rule of
/// every driver; nothing waits and nothing is allocated.
public final class TapDoorbells implements Registers {
    private final Registers registers;
    private final TapRing ring;
    private final LongSupplier clock;

    /// Taps a window.
    ///
    /// @param ring of this window alone
    /// @param clock nanoseconds, that of the mailbox
    public TapDoorbells(Registers registers, TapRing ring, LongSupplier clock) {
        this.registers = registers;
        this.ring = ring;
        this.clock = clock;
    }

    @Override
    public int read32(long offset) {
        return registers.read32(offset);
    }

    @Override
    public long read64(long offset) {
        return registers.read64(offset);
    }

    @Override
    public void write32(long offset, int value) {
        int endpoint = NvmeDoorbell.endpoint(offset);
        if (endpoint < 0) {
            registers.write32(offset, value);
            return;
        }
        long timeNanos = clock.getAsLong();
        registers.write32(offset, value);
        ring.record(timeNanos, Direction.AP_TO_IOP, Integer.toUnsignedLong(value), endpoint);
    }

    @Override
    public void write64(long offset, long value) {
        registers.write64(offset, value);
    }
}
