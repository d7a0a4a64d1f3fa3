package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.Ram;
import org.rtkit4j.wire.port.Region;

/// Checks of addresses that a host gave.
final class Memory {
    private Memory() {}

    /// Returns whether a whole range of physical addresses is RAM.
    static boolean holds(Ram ram, long physAddr, long bytes) {
        return Region.fits(physAddr - Machine.RAM_BASE, bytes, ram.sizeBytes());
    }
}
