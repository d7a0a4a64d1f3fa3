package org.rtkit4j.emulator.machine;

/// What stands between a co-processor and physical memory, and is programmed by the AP.
@FunctionalInterface
public interface DmaFilter {
    /// The smallest unit in which filters decide, in bytes.
    int PAGE_BYTES = 0x1000;

    /// What [#toPhysical] returns for an access that is refused.
    long REFUSED = -1;

    /// A filter that lets nothing through.
    DmaFilter CLOSED = (_, _) -> REFUSED;

    /// A filter that is not there: the co-processor sees physical memory.
    DmaFilter OPEN = (iova, _) -> iova;

    /// Returns where an access goes.
    ///
    /// @param iova an address; the access does not cross a page of 4 KiB
    /// @return a physical address, or [#REFUSED]
    long toPhysical(long iova, boolean write);
}
