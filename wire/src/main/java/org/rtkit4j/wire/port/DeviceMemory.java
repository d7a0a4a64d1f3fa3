package org.rtkit4j.wire.port;

/// Memory that a co-processor and the AP share.
///
/// Both verbs return a buffer that its owner closes; nothing else ends its mapping.
public interface DeviceMemory {
    /// Allocates zeroed memory and makes it visible to the co-processor.
    ///
    /// @param sizeBytes above 0
    /// @throws MemoryRefusedException if there is none left, or none that the co-processor can reach
    SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException;

    /// Maps memory that the firmware owns, for the AP to read and write.
    ///
    /// The address comes from the firmware and is not trusted: it is granted only where the whole range lies
    /// inside a region that the platform names for this co-processor.
    ///
    /// @param iova the address that the firmware gave
    /// @param sizeBytes above 0
    /// @throws MemoryRefusedException if any byte lies outside every such region, or the range wraps
    SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException;
}
