package org.rtkit4j.hardware.proxy.client;

import org.rtkit4j.wire.port.Region;

/// Memory of a co-processor's own, as the platform names it: what its firmware may give out.
///
/// @param seen where the co-processor sees it
/// @param physAddr where it lies; the AP's address for its first byte
public record ProxyRegion(Region seen, long physAddr) {
    /// @throws IllegalArgumentException if it does not fit into the physical addresses
    public ProxyRegion {
        if (!Region.exists(physAddr, seen.sizeBytes())) {
            throw new IllegalArgumentException("no such region: %s, address=0x%x".formatted(seen, physAddr));
        }
    }

    /// Memory that both sides see at the same address.
    public static ProxyRegion at(Region region) {
        return new ProxyRegion(region, region.start());
    }
}
