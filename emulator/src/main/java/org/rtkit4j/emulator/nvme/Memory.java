package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.Ram;

/// Checks of addresses that a host gave.
final class Memory {
    private Memory() {}

    /// Returns whether a whole range of physical addresses is RAM.
    static boolean holds(Ram ram, long physAddr, long bytes) {
        long offset = physAddr - Machine.RAM_BASE;
        return offset >= 0 && bytes <= ram.sizeBytes() && offset <= ram.sizeBytes() - bytes;
    }
}
