package org.rtkit4j.core.memory;

import org.rtkit4j.wire.port.MemoryRefusedException;

/// What stands between a co-processor and memory: a filter that lets it through, or a translation of its addresses.
///
/// Not thread-safe.
public interface MemoryGate {
    /// Lets the co-processor reach a range.
    ///
    /// @return the address under which it sees it
    long open(long physAddr, long sizeBytes) throws MemoryRefusedException;

    /// Takes back what [#open] gave, with the same size.
    ///
    /// @throws IllegalArgumentException if there is no such opening
    void shut(long iova, long sizeBytes);

    /// Returns the physical address of what the co-processor calls `iova`.
    ///
    /// @throws MemoryRefusedException if it cannot reach the whole range
    long toPhysical(long iova, long sizeBytes) throws MemoryRefusedException;

    /// Returns how many openings there are.
    int openings();
}
