package org.rtkit4j.emulator.machine;

import java.util.function.LongSupplier;
import org.rtkit4j.wire.port.Registers;

/// A machine: physical memory, devices, a clock, and the work that its co-processors have to do.
///
/// It owns no thread: [#step] runs one piece of work, and a test, or a [MachineRunner], calls it. Registers and
/// memory may be used from any thread at any time.
public final class Machine {
    /// Where RAM begins.
    public static final long RAM_BASE = 0x8_0000_0000L;

    /// @param clock nanoseconds from an arbitrary start, never backwards
    public Machine(LongSupplier clock) {
        throw new UnsupportedOperationException();
    }

    /// Returns a window of the physical address space.
    ///
    /// Accesses throw [BusFault] where nothing is, [IllegalArgumentException] where misaligned and
    /// [IndexOutOfBoundsException] outside the window.
    public Registers registers(long physAddr, long sizeBytes) {
        throw new UnsupportedOperationException();
    }

    /// Puts a device into the address space.
    public void attach(long physAddr, long sizeBytes, Registers device) {
        throw new UnsupportedOperationException();
    }

    /// Runs one piece of work that is due; returns whether there was one.
    public boolean step() {
        throw new UnsupportedOperationException();
    }

    /// Returns when the next work is due on the clock of this machine: the past where it is due now,
    /// `Long.MAX_VALUE` where there is none.
    public long nextDueNanos() {
        throw new UnsupportedOperationException();
    }

    /// Steps until nothing is due.
    ///
    /// @throws IllegalStateException after a million steps
    public void runUntilIdle() {
        throw new UnsupportedOperationException();
    }
}
