package org.rtkit4j.hardware.proxy.client;

/// Memory of a co-processor's own, as the platform names it: what its firmware may give out.
///
/// @param name as in the device tree
/// @param iova where the co-processor sees it
/// @param physAddr where the AP sees it
/// @param sizeBytes above 0
public record ProxyRegion(String name, long iova, long physAddr, long sizeBytes) {
    public ProxyRegion {
        boolean wraps = iova + sizeBytes - 1 < iova || physAddr + sizeBytes - 1 < physAddr;
        if (sizeBytes <= 0 || iova < 0 || physAddr < 0 || wraps) {
            throw new IllegalArgumentException("no such region: name=%s, iova=0x%x, address=0x%x, size=0x%x"
                    .formatted(name, iova, physAddr, sizeBytes));
        }
    }

    /// Returns whether a range lies in it whole.
    boolean contains(long rangeIova, long rangeBytes) {
        long offset = rangeIova - iova;
        return rangeIova >= iova && rangeBytes > 0 && rangeBytes <= sizeBytes && offset <= sizeBytes - rangeBytes;
    }
}
