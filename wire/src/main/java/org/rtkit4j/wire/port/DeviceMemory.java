package org.rtkit4j.wire.port;

import org.rtkit4j.wire.port.MemoryRefusedException.Reason;

/// Memory that a co-processor and the AP share.
///
/// Both verbs return a buffer that its owner closes; nothing else ends its mapping.
public interface DeviceMemory {
    /// Allocates zeroed memory and makes it visible to the co-processor.
    ///
    /// @param sizeBytes may come from the firmware and is not trusted
    /// @throws MemoryRefusedException if no bytes are asked for, if not as many are left, or if the co-processor
    /// reaches none of them
    SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException;

    /// Maps memory that the firmware owns, for the AP to read and write.
    ///
    /// Address and size come from the firmware and are not trusted: they are granted only where the whole range
    /// lies inside a [Region] that the platform names for this co-processor.
    ///
    /// @param iova the address that the firmware gave
    /// @throws MemoryRefusedException if the range is empty or wraps, or any byte lies outside every such region
    SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException;

    /// Refuses what no allocation can be: the first thing that an implementation does.
    ///
    /// @param mostBytes the most that it could ever give at once
    static void checkSize(long sizeBytes, long mostBytes) throws MemoryRefusedException {
        if (sizeBytes == 0) {
            throw new MemoryRefusedException(Reason.EMPTY, "a request for no bytes", 0, sizeBytes);
        }
        if (!Region.fits(0, sizeBytes, mostBytes)) {
            throw new MemoryRefusedException(
                    Reason.EXHAUSTED, "there are never more than 0x%x bytes".formatted(mostBytes), 0, sizeBytes);
        }
    }
}
