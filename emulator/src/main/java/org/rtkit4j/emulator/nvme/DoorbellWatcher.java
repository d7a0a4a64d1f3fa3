package org.rtkit4j.emulator.nvme;

/// Hears what a host writes to doorbells, before they ring, on the host's thread.
@FunctionalInterface
public interface DoorbellWatcher {
    /// A host writes to a doorbell.
    ///
    /// @param offset of the register, see [org.rtkit4j.wire.nvme.NvmeRegisters]
    void onDoorbell(int offset, int value);
}
